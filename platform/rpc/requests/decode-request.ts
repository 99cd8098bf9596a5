import { fromBinary, type Message } from '@bufbuild/protobuf';
import { encoded } from '../encoded.ts';
import type { BoundMethod } from '../host.ts';
import { messageMalformed } from '../limits.ts';
import { countBinary } from './count-binary.ts';
import { maxDepth } from './count-limits.ts';
import { messagePlan } from './message-plan.ts';

/** How requests are decoded where they are handled: nothing reads unknown fields, and each would be an object of its own. */
export const decoding = { readUnknownFields: false, recursionLimit: maxDepth };

/**
 * A request as its handler takes it, of bytes that are known to be few enough: a message, or for a handler that only
 * passes it on `encoded`, counted and as it came.
 *
 * @throws ConnectError MESSAGE_MALFORMED, or FIELD_INVALID for a list over its greatest number
 */
export function decodeRequest({ method: { input }, passesOn }: BoundMethod, bytes: Uint8Array): Message {
  countBinary(messagePlan(input), bytes);
  if (passesOn) return encoded(input, bytes) as Message;
  try {
    return fromBinary(input, bytes, decoding);
  } catch (reason) {
    throw messageMalformed(reason);
  }
}
