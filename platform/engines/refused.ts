import { DomainError } from '../domain-error.ts';

/** How soon trying again makes sense: somebody has to mend it first. */
const RETRY_AFTER_MS = 10_000;

/**
 * An engine is there and is not spoken with: it does not let us in, or is not the one that we trust. It passes only when
 * somebody mends settings or the engine, so who starts does not wait for it. Callers are told that it does not answer.
 */
export class EngineRefused extends DomainError {
  /** For who runs Skein: which engine, what is wrong, and the settings to look at. */
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

/** The account, or its password. */
export function loginRefused(engine: string, cause: unknown): EngineRefused {
  const names = `SKEIN_${engine.toUpperCase()}_USER and SKEIN_${engine.toUpperCase()}_PASSWORD`;
  return new EngineRefused(engine, `${engine} does not let us in (${wordsOf(cause)}): see ${names}.`, cause);
}

/** It speaks TLS, and its certificate does not hold. */
export function certificateRefused(engine: string, cause: unknown): EngineRefused {
  const setting = `SKEIN_${engine.toUpperCase()}_CA_FILE`;
  const problem = `${engine} shows a certificate that does not hold (${wordsOf(cause)}): see ${setting}.`;
  return new EngineRefused(engine, problem, cause);
}

/** It demands TLS, and we speak without. */
export function tlsDemanded(engine: string, cause: unknown): EngineRefused {
  return new EngineRefused(
    engine,
    `${engine} demands TLS: without SKEIN_INSECURE_LOOPBACK it is spoken with it.`,
    cause,
  );
}

/** We demand TLS, and it speaks without. */
export function tlsMissing(engine: string, cause: unknown): EngineRefused {
  return new EngineRefused(
    engine,
    `${engine} does not speak TLS: SKEIN_INSECURE_LOOPBACK allows that on this machine only.`,
    cause,
  );
}

/** What OpenSSL, and Node's check of names, say of certificates. */
const certificateCodes =
  /^(UNABLE_TO_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)/;

export function isCertificateError(error: unknown): boolean {
  return certificateCodes.test(String((error as { code?: unknown } | undefined)?.code));
}

function wordsOf(cause: unknown): string {
  const { message } = cause instanceof Error ? cause : new Error(String(cause));
  // What Node adds to some is for developers.
  return message.split(';')[0]!.trim();
}
