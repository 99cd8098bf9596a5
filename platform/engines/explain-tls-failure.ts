import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { isTransientError } from '../transient-error.ts';
import {
  certificateRefused,
  EngineRefused,
  isCertificateError,
  tlsDemanded,
  tlsMissing,
} from './engine-refused.ts';
import { hostOf, portOf } from './settings.ts';
import { engineUnavailable } from './unavailable.ts';

/** The addresses of an engine and how to connect to them. */
export interface TlsTarget {
  /** `host:port` each. */
  readonly addresses: readonly string[];
  /** Absent: plaintext. */
  readonly tls?: { readonly ca?: string | Buffer } | undefined;
}

const LIMIT_MS = 2_000;

/**
 * Finds out whether a connection failure was a TLS failure. Drivers hide why a connection was closed, so it makes a
 * handshake with each address. For engines that start with a TLS handshake, which PostgreSQL does not.
 */
export async function explainTlsFailure(engine: string, spoken: TlsTarget, error: unknown): Promise<unknown> {
  if (error instanceof EngineRefused || !isTransientError(error)) return error;
  for (const address of spoken.addresses) {
    const refused = await handshake(address, spoken.tls).then(
      () => (spoken.tls ? undefined : tlsDemanded(engine, error)),
      (cause: unknown) => {
        if (spoken.tls === undefined) return undefined;
        if (isCertificateError(cause)) return certificateRefused(engine, cause);
        if (speaksOtherwise(cause)) return tlsMissing(engine, cause);
        // The connection was closed or silent. That is also how an engine without TLS, or one that is starting,
        // behaves.
        return cause instanceof NoHandshake ? engineUnavailable(engine, cause) : undefined;
      },
    );
    if (refused) return refused;
  }
  return error;
}

class NoHandshake extends Error {}

/** Resolves after the handshake; without `tls` any certificate is accepted. */
function handshake(address: string, tls: TlsTarget['tls']): Promise<void> {
  const host = hostOf(address);
  const socket = connect({
    host,
    port: portOf(address),
    // SNI takes a host name only, not an IP address.
    ...(isIP(host) === 0 && { servername: host }),
    ...(tls ?? { rejectUnauthorized: false }),
  });
  let reached = false;
  socket.once('connect', () => {
    reached = true;
  });
  return new Promise<void>((resolve, reject) => {
    const given = (cause: unknown) => {
      const isTlsFailure = isCertificateError(cause) || speaksOtherwise(cause) || !reached;
      reject(
        isTlsFailure
          ? cause
          : new NoHandshake(`${address} accepts the connection but completes no TLS handshake`, { cause }),
      );
    };
    socket.setTimeout(LIMIT_MS, () => given(new Error('no answer in time')));
    socket.once('secureConnect', resolve).once('error', given).once('close', given);
  }).finally(() => {
    socket.on('error', () => {}).destroy();
  });
}

/** The answer was not TLS. */
function speaksOtherwise(error: unknown): boolean {
  return /^(EPROTO|ERR_SSL_)/.test(String((error as { code?: unknown } | undefined)?.code));
}
