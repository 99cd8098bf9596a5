import { DomainError } from '../domain-error.ts';

/** When to retry, in milliseconds: an operator has to fix something first. */
const RETRY_AFTER_MS = 10_000;

/**
 * An engine answers, but refuses the login or fails the TLS check. Only a change of settings or of the engine helps, so
 * a starting process does not wait for it. Callers receive DEPENDENCY_UNAVAILABLE.
 */
export class EngineRefused extends DomainError {
  /** For operators: the engine, the problem, and the settings to check. */
  readonly problem: string;

  constructor(engine: string, problem: string, cause?: unknown) {
    super('DEPENDENCY_UNAVAILABLE', `${engine} does not answer`, {
      metadata: { dependency: engine },
      retryAfterMs: RETRY_AFTER_MS,
      cause,
    });
    this.problem = problem;
  }
}

/** The account or its password is wrong. */
export function loginRefused(engine: string, cause: unknown): EngineRefused {
  const names = `SKEIN_${engine.toUpperCase()}_USER and SKEIN_${engine.toUpperCase()}_PASSWORD`;
  return new EngineRefused(engine, `${engine} does not let us in (${wordsOf(cause)}): see ${names}.`, cause);
}

/** The engine's TLS certificate is not valid. */
export function certificateRefused(engine: string, cause: unknown): EngineRefused {
  const setting = `SKEIN_${engine.toUpperCase()}_CA_FILE`;
  const problem = `${engine} shows a certificate that does not hold (${wordsOf(cause)}): see ${setting}.`;
  return new EngineRefused(engine, problem, cause);
}

/** The engine requires TLS, and the settings use plaintext. */
export function tlsDemanded(engine: string, cause: unknown): EngineRefused {
  return new EngineRefused(
    engine,
    `${engine} demands TLS: without SKEIN_INSECURE_LOOPBACK it is spoken with it.`,
    cause,
  );
}

/** The settings require TLS, and the engine has none. */
export function tlsMissing(engine: string, cause: unknown): EngineRefused {
  return new EngineRefused(
    engine,
    `${engine} does not speak TLS: SKEIN_INSECURE_LOOPBACK allows that on this machine only.`,
    cause,
  );
}

/** The certificate errors of OpenSSL and of Node's host name check. */
const certificateCodes =
  /^(UNABLE_TO_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)/;

export function isCertificateError(error: unknown): boolean {
  return certificateCodes.test(String((error as { code?: unknown } | undefined)?.code));
}

function wordsOf(cause: unknown): string {
  const { message } = cause instanceof Error ? cause : new Error(String(cause));
  // Node appends details for developers after a semicolon.
  return message.split(';')[0]!.trim();
}
