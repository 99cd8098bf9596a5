import { fromBinary, type Message } from '@bufbuild/protobuf';
import { encoded } from '../encoded.ts';
import type { BoundMethod } from '../host.ts';
import { messageMalformed } from '../limits.ts';
import { countBinary } from './count-binary.ts';
import { maxDepth } from './count-limits.ts';
import { messagePlan } from './message-plan.ts';

/** Decoding options of handled requests: unknown fields are not used, and each would be an object of its own. */
export const decoding = { readUnknownFields: false, recursionLimit: maxDepth };

/**
 * A request as its handler takes it, from bytes within the size limit: a message, or for a forwarding handler
 * `encoded`, counted but not decoded.
 *
 * @throws ConnectError MESSAGE_MALFORMED, or FIELD_INVALID for a list over its limit
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
