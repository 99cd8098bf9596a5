import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { isOutage } from '../outage.ts';
import { certificateRefused, EngineRefused, isCertificateError, tlsDemanded, tlsMissing } from './refused.ts';
import { hostOf, portOf } from './settings.ts';
import { engineUnavailable } from './unavailable.ts';

/** How an engine is spoken to. */
export interface Spoken {
  /** `host:port` each. */
  readonly addresses: readonly string[];
  /** Absent: plaintext. */
  readonly tls?: { readonly ca?: string | Buffer } | undefined;
}

const LIMIT_MS = 2_000;

/**
 * What an outage of an engine was, as far as TLS tells: drivers hide why a connection was closed, so each address is
 * asked for a handshake of its own. For engines that begin with one, which PostgreSQL does not.
 */
export async function explained(engine: string, spoken: Spoken, error: unknown): Promise<unknown> {
  if (error instanceof EngineRefused || !isOutage(error)) return error;
  for (const address of spoken.addresses) {
    const refused = await shaken(address, spoken.tls).then(
      () => (spoken.tls ? undefined : tlsDemanded(engine, error)),
      (cause: unknown) => {
        if (spoken.tls === undefined) return undefined;
        if (isCertificateError(cause)) return certificateRefused(engine, cause);
        if (speaksOtherwise(cause)) return tlsMissing(engine, cause);
        // Closed, or silent: so is an engine without TLS, and one that is about to start.
        return cause instanceof NoHandshake ? engineUnavailable(engine, cause) : undefined;
      },
    );
    if (refused) return refused;
  }
  return error;
}

class NoHandshake extends Error {}

/** Resolves once hands are shaken; without `tls` whatever the certificate is. */
function shaken(address: string, tls: Spoken['tls']): Promise<void> {
  const host = hostOf(address);
  const socket = connect({
    host,
    port: portOf(address),
    // A name for the server to choose by; it must be none that is an address.
    ...(isIP(host) === 0 && { servername: host }),
    ...(tls ?? { rejectUnauthorized: false }),
  });
  let reached = false;
  socket.once('connect', () => {
    reached = true;
  });
  return new Promise<void>((resolve, reject) => {
    const given = (cause: unknown) => {
      const told = isCertificateError(cause) || speaksOtherwise(cause) || !reached;
      reject(
        told ? cause : new NoHandshake(`${address} takes the connection and shakes no hands`, { cause }),
      );
    };
    socket.setTimeout(LIMIT_MS, () => given(new Error('no answer in time')));
    socket.once('secureConnect', resolve).once('error', given).once('close', given);
  }).finally(() => {
    socket.on('error', () => {}).destroy();
  });
}

/** What came back was no TLS. */
function speaksOtherwise(error: unknown): boolean {
  return /^(EPROTO|ERR_SSL_)/.test(String((error as { code?: unknown } | undefined)?.code));
}
