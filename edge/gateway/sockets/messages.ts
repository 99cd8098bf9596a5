import type { JsonValue } from '@bufbuild/protobuf';
import { Code, type ConnectError } from '@connectrpc/connect';
import { errorToJson } from '@connectrpc/connect/protocol-connect';
import { RetryInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import { reasonOf } from '../../../platform/errors.ts';
import { boundedError } from '../../../platform/rpc/bounded-error.ts';
import { countJson } from '../../../platform/rpc/requests/count-json.ts';
import { requireUnicode } from '../../../platform/rpc/requests/require-unicode.ts';

/** Messages from the client. */
export type ClientMessage =
  | { readonly type: 'subscribe'; readonly id: string; readonly stream: string; readonly request: JsonValue }
  | { readonly type: 'unsubscribe'; readonly id: string }
  | { readonly type: 'ping' };

/** Messages from the gateway. */
export type ServerMessage =
  | { readonly type: 'event'; readonly id: string; readonly message: JsonValue }
  | {
      readonly type: 'end';
      readonly id: string;
      readonly reason?: string | undefined;
      readonly retryAfterMs?: number | undefined;
      /** In Connect's JSON form of errors: code, message, details. */
      readonly error?: JsonValue;
    }
  | { readonly type: 'pong' };

/** Why the gateway closes a socket, by close code. */
export const closeCode = {
  /** RFC 6455: the service restarts. */
  draining: 1012,
  /** From RFC 6455's registry: try again later. */
  unavailable: 1013,
  malformed: 4400,
  unauthenticated: 4401,
  tooSlow: 4408,
  tooMany: 4429,
} as const;

const maxIdLength = 64;

/** Undefined for anything but a message. */
export function parseMessage(text: string): ClientMessage | undefined {
  let parsed: unknown;
  try {
    const bytes = Buffer.from(text);
    countJson(undefined, bytes);
    requireUnicode(bytes);
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { type, id, stream, request = {} } = parsed as Record<string, unknown>;
  if (type === 'ping') return { type };
  if (typeof id !== 'string' || id === '' || id.length > maxIdLength) return undefined;
  if (type === 'unsubscribe') return { type, id };
  if (type === 'subscribe' && typeof stream === 'string') {
    return { type, id, stream, request: request as JsonValue };
  }
  return undefined;
}

/** The end of a stream. Without an error it completed or was unsubscribed. */
export function endMessage(id: string, error?: ConnectError): ServerMessage {
  if (error === undefined) return { type: 'end', id };
  const [retry] = error.findDetails(RetryInfoSchema);
  const delay = retry?.retryDelay;
  const retryAfterMs = delay && Number(delay.seconds) * 1000 + Math.ceil(delay.nanos / 1e6);
  return {
    type: 'end',
    id,
    reason: reasonOf(error),
    retryAfterMs,
    error: errorToJson(boundedError(error), undefined),
  };
}

/** The close code for an error: the client must sign in again after a refusal, and may retry when the check failed. */
export function closeCodeOf(error: ConnectError): number {
  return endsSocket(error) ? closeCode.unauthenticated : closeCode.unavailable;
}

/** Whether the error ends all streams of the socket: its token is no longer valid. */
export function endsSocket(error: ConnectError): boolean {
  return error.code === Code.Unauthenticated;
}
