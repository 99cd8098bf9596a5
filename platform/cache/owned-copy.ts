/** A value in memory of its own, and its size there. */
export interface OwnedCopy<V> {
  readonly value: V;
  readonly bytes: number;
}

/**
 * What a value takes beside its text and bytes, in bytes, rounded up: heap and resident memory of 100,000 of each,
 * measured with Node 24. Bytes live outside the heap, and each piece has objects that own it.
 */
const sizes = {
  number: 16,
  bigint: 24,
  text: 24,
  bytes: 320,
  object: 24,
  array: 48,
  field: 8,
  map: 120,
  mapEntry: 40,
  set: 120,
  setEntry: 35,
} as const;

/** V8 does not slice shorter strings. */
const leastSlice = 13;

/**
 * A copy of the value that holds no other memory. A slice of a buffer or string keeps its whole source alive: 64 KiB
 * for a short message from a pooled buffer, a whole response for one id in it. Both are therefore copied to their exact
 * size.
 *
 * @throws TypeError for anything but plain values (strings, numbers, bytes; objects, arrays, maps and sets of these),
 *   because the size of a class instance is unknown
 */
export function ownedCopy<V>(value: V): OwnedCopy<V> {
  const size = { bytes: 0 };
  return { value: copied(value, size) as V, bytes: size.bytes };
}

function copied(value: unknown, size: { bytes: number }): unknown {
  switch (typeof value) {
    case 'string':
      size.bytes += textBytes(value);
      return copyOfText(value);
    case 'number':
      size.bytes += sizes.number;
      return value;
    case 'bigint':
      size.bytes += sizes.bigint;
      return value;
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      return value === null ? value : copiedObject(value, size);
    default:
      throw new TypeError(`a cache cannot store a ${typeof value}`);
  }
}

function copiedObject(value: object, size: { bytes: number }): unknown {
  if (value instanceof Uint8Array) {
    size.bytes += sizes.bytes + value.byteLength;
    return copyOfBytes(value);
  }
  if (Array.isArray(value)) {
    size.bytes += sizes.array + sizes.field * value.length;
    return value.map((each) => copied(each, size));
  }
  if (value instanceof Map) {
    size.bytes += sizes.map + sizes.mapEntry * value.size;
    return new Map([...value].map(([key, each]) => [copied(key, size), copied(each, size)]));
  }
  if (value instanceof Set) {
    size.bytes += sizes.set + sizes.setEntry * value.size;
    return new Set([...value].map((each) => copied(each, size)));
  }
  const prototype = Object.getPrototypeOf(value);
  // Rows of SQLite have a null prototype.
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(
      `a cache keeps plain values, no ${value.constructor?.name ?? 'object of its own kind'}`,
    );
  }
  const copy: Record<string, unknown> = {};
  size.bytes += sizes.object;
  for (const name of Object.keys(value)) {
    size.bytes += sizes.field;
    copy[name] = copied((value as Record<string, unknown>)[name], size);
  }
  return copy;
}

/** The size of a string in bytes. */
export function textBytes(text: string): number {
  return sizes.text + (isLatin1(text) ? text.length : 2 * text.length);
}

/** A copy of the string that references no longer string. */
export function copyOfText(text: string): string {
  if (text.length < leastSlice) return text;
  const encoding = isLatin1(text) ? 'latin1' : 'utf16le';
  return Buffer.from(text, encoding).toString(encoding);
}

/** Whether the bytes fill their buffer; such bytes are not copied. */
export function ownsItsBuffer(bytes: Uint8Array): boolean {
  return bytes.byteLength === bytes.buffer.byteLength;
}

/** The bytes in a buffer of their own size; the same object if they already are. */
export function copyOfBytes<B extends Uint8Array>(bytes: B): B {
  if (ownsItsBuffer(bytes)) return bytes;
  const copy = Buffer.isBuffer(bytes)
    ? Buffer.allocUnsafeSlow(bytes.byteLength)
    : new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  return copy as Uint8Array as B;
}

/** V8 stores a string in one byte a character when all characters are below U+0100. */
function isLatin1(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}
