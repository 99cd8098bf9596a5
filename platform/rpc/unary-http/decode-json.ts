import { type DescMessage, fromJsonString, type Message, type Registry } from '@bufbuild/protobuf';
import { messageMalformed } from '../limits.ts';
import { countJson } from '../requests/count-json.ts';
import { messagePlan } from '../requests/message-plan.ts';
import { requireUnicode } from '../requests/require-unicode.ts';

/** Skips a byte order mark, as Connect does. */
const utf8 = new TextDecoder();

/**
 * A request from JSON within the size limit. Unknown fields are ignored, as Connect does.
 *
 * @throws ConnectError MESSAGE_MALFORMED, or FIELD_INVALID for a list over its limit
 */
export function decodeJson(schema: DescMessage, json: Uint8Array, registry: Registry | undefined): Message {
  countJson(messagePlan(schema), json);
  requireUnicode(json);
  try {
    return fromJsonString(schema, utf8.decode(json), { ignoreUnknownFields: true, registry });
  } catch (reason) {
    throw messageMalformed(reason, reason instanceof Error ? reason.message : undefined);
  }
}
