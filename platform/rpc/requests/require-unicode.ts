import { isUtf8 } from 'node:buffer';
import { messageMalformed } from '../limits.ts';

const anyEscape = Buffer.from('\\u');
/** A surrogate escape: a lone half, or one half of a pair. */
const surrogateEscape = /\\u[dD][89a-fA-F]/;

/**
 * Requires valid Unicode. Decoders would replace malformed UTF-8 with U+FFFD: a text would be stored that nobody wrote,
 * and two different passwords could be equal. Binary protobuf is refused in this case; this function does the same for
 * JSON, including escaped lone surrogates.
 *
 * @param json one message; the parser rejects invalid JSON
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
 * The same for a query, whose message may be percent-encoded JSON.
 *
 * @param search of a URL, as received
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
    // Not JSON.
  }
  return found;
}

function brokenUtf8() {
  return messageMalformed(undefined, 'the message has broken UTF-8 or half of a surrogate pair');
}
