import { Code, type ConnectError } from '@connectrpc/connect';
import { fail } from '../errors.ts';

/** The largest response, encoded and uncompressed. The limit of requests is each RPC's `maxRequestBytes`. */
export const maxMessageBytes = 4 * 1024 * 1024;

/** The longest delay of a Node timer, 24.8 days. */
export const maxTimeoutMs = 2 ** 31 - 1;

/** A request above its RPC's limit, or a response above `maxMessageBytes`. */
export function messageTooLarge(limitBytes: number): ConnectError {
  return fail(
    Code.ResourceExhausted,
    'MESSAGE_TOO_LARGE',
    `the message is over the limit of ${limitBytes} bytes`,
    {
      metadata: { limit: String(limitBytes) },
    },
  );
}

/** Too much load; nothing was done for the call. */
export function overloaded(retryAfterMs: number): ConnectError {
  const message = 'the server has more work than it can do';
  return fail(Code.ResourceExhausted, 'OVERLOADED', message, { retryAfterMs });
}

/** Ends a stream whose reader takes no messages; the client resumes from its last token. */
export function readerTooSlow(): ConnectError {
  const message = 'messages were not taken: resume from the last token';
  return fail(Code.ResourceExhausted, 'READER_TOO_SLOW', message, { retryAfterMs: 1_000 });
}

/** Bytes that are not a message of the type: malformed wire format, UTF-8 or JSON. */
export function messageMalformed(cause: unknown, message = 'the message cannot be decoded'): ConnectError {
  return fail(Code.InvalidArgument, 'MESSAGE_MALFORMED', message, { cause });
}

/** Not exactly one request message, for a method that takes one. */
export function oneRequest(): ConnectError {
  return fail(Code.Unimplemented, 'UNIMPLEMENTED', 'the method takes exactly one request message');
}

/** Not exactly one response, for a method that has one. */
export function oneAnswer(): ConnectError {
  return fail(Code.Unimplemented, 'UNIMPLEMENTED', 'the method has exactly one answer');
}
