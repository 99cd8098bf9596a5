import type { Reason } from '../gen/ts/skein/error/v1/reason_pb.ts';

/** The names of proto/skein/error/v1/reason.proto, without the prefix. */
export type ReasonName = Exclude<keyof typeof Reason, 'UNSPECIFIED'>;

/** What a failure tells beside its reason and its text. */
export interface ErrorDetails {
  /** The proto path of the request field that is at fault: `text`, `media[2].alt_text`. */
  field?: string;
  /** Figures for programs, as the comment of the reason lists them. */
  metadata?: Readonly<Record<string, string>>;
  /** After how many milliseconds trying again makes sense. */
  retryAfterMs?: number;
  /** What led to it. It stays in this process: logs have it, callers never. */
  cause?: unknown;
}

/**
 * A rule of the product was broken. Domain code throws it and knows neither codes nor
 * transports: platform/errors.ts has the one table from reason to canonical code.
 * The message is shown to callers.
 */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly reason: ReasonName;
  readonly field: string | undefined;
  readonly metadata: Readonly<Record<string, string>> | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(reason: ReasonName, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.reason = reason;
    this.field = details.field;
    this.metadata = details.metadata;
    this.retryAfterMs = details.retryAfterMs;
  }
}
