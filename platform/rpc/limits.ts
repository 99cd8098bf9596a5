import { Code, type ConnectError } from '@connectrpc/connect';
import { fail } from '../errors.ts';

/** The largest answer, encoded and uncompressed; what requests may have, each RPC says: `maxRequestBytes`. */
export const maxMessageBytes = 4 * 1024 * 1024;

/** The longest wait that a Node timer can hold, 24.8 days. */
export const maxTimeoutMs = 2 ** 31 - 1;

/** A request over what its RPC takes, or an answer over `maxMessageBytes`. */
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

/** More work than can be done; nothing was done for the call. */
export function overloaded(retryAfterMs: number): ConnectError {
  const message = 'the server has more work than it can do';
  return fail(Code.ResourceExhausted, 'OVERLOADED', message, { retryAfterMs });
}

/** What ends a stream whose reader takes nothing; he resumes from his last token. */
export function readerTooSlow(): ConnectError {
  const message = 'messages were not taken: resume from the last token';
  return fail(Code.ResourceExhausted, 'READER_TOO_SLOW', message, { retryAfterMs: 1_000 });
}

/** Bytes that are no message of the type: broken wire format, broken UTF-8, broken JSON. */
export function messageMalformed(cause: unknown, message = 'the message cannot be decoded'): ConnectError {
  return fail(Code.InvalidArgument, 'MESSAGE_MALFORMED', message, { cause });
}

/** Another number of request messages than one, for a method that takes one. */
export function oneRequest(): ConnectError {
  return fail(Code.Unimplemented, 'UNIMPLEMENTED', 'the method takes exactly one request message');
}

/** Another number of answers than one, for a method that has one. */
export function oneAnswer(): ConnectError {
  return fail(Code.Unimplemented, 'UNIMPLEMENTED', 'the method has exactly one answer');
}
