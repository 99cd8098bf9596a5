import { isUtf8 } from 'node:buffer';
import { messageMalformed } from '../limits.ts';

const anyEscape = Buffer.from('\\u');
/** A lone half of a surrogate pair, or one half of a whole one. */
const surrogateEscape = /\\u[dD][89a-fA-F]/;

/**
 * JSON is text: decoders would put U+FFFD in the place of broken UTF-8, so that a text would be stored that nobody wrote, and
 * two different passwords be one. Protobuf's binary form refuses it, and so does this, escaped halves of surrogate pairs too.
 *
 * @param json one message; what is no JSON at all the parser finds out
 * @throws ConnectError MESSAGE_MALFORMED
 */
export function requireUnicode(json: Uint8Array): void {
  if (!isUtf8(json)) throw brokenUtf8();
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  if (!bytes.includes(anyEscape)) return;
  const text = bytes.toString('utf8');
  if (surrogateEscape.test(text) && hasLoneSurrogate(text)) throw brokenUtf8();
}

/**
 * The same of a query, whose message may be JSON that is escaped by percent signs.
 *
 * @param search of an URL, as it came
 * @throws ConnectError MESSAGE_MALFORMED
 */
export function requireUnicodeQuery(search: string): void {
  const bytes = search.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  if (!isUtf8(Buffer.from(bytes, 'latin1'))) throw brokenUtf8();
}

function hasLoneSurrogate(text: string): boolean {
  let found = false;
  try {
    JSON.parse(text, (name, value: unknown) => {
      found ||= !name.isWellFormed() || (typeof value === 'string' && !value.isWellFormed());
      return value;
    });
  } catch {
    // No JSON.
  }
  return found;
}

function brokenUtf8() {
  return messageMalformed(undefined, 'the message has broken UTF-8 or half of a surrogate pair');
}
