import { type Code, ConnectError } from '@connectrpc/connect';

/** The error of a failed call. */
export async function errorOf(call: Promise<unknown>): Promise<ConnectError> {
  try {
    await call;
  } catch (reason) {
    if (reason instanceof ConnectError) return reason;
    throw reason;
  }
  throw new Error('the call succeeded');
}

/** The messages of a stream before its end, and the error that it ended with. */
export async function drain<T>(stream: AsyncIterable<T>): Promise<{ messages: T[]; error?: ConnectError }> {
  const messages: T[] = [];
  try {
    for await (const message of stream) messages.push(message);
    return { messages };
  } catch (reason) {
    if (reason instanceof ConnectError) return { messages, error: reason };
    throw reason;
  }
}

/** Every canonical code but OK. */
export const codes = Array.from({ length: 16 }, (_, index) => (index + 1) as Code);

/** Yields the messages in order. */
export async function* each<T>(...messages: T[]): AsyncGenerator<T> {
  yield* messages;
}
