import type { Reason } from '../gen/ts/skein/error/v1/reason_pb.ts';

/** The names of proto/skein/error/v1/reason.proto, without the prefix. */
export type ReasonName = Exclude<keyof typeof Reason, 'UNSPECIFIED'>;

/** What an error carries beside its reason and message. */
export interface ErrorDetails {
  /** The proto path of the request field at fault: `text`, `media[2].alt_text`. */
  field?: string;
  /** Values for programs, as listed in the comment of the reason. */
  metadata?: Readonly<Record<string, string>>;
  /** After how many milliseconds a retry makes sense. */
  retryAfterMs?: number;
  /** The cause. Logs show it; callers never see it. */
  cause?: unknown;
}

/**
 * A broken rule of the product. Domain code throws it and knows no status codes or transports; platform/errors.ts maps
 * each reason to its canonical code. Callers see the message.
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
