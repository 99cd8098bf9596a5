/**
 * Joins encoded protobuf fragments into messages without decoding them: a message is the concatenation of its fields,
 * and an embedded message is a tag, a length and its bytes. Source: the Protocol Buffers encoding guide. Field numbers
 * are below 2^28, lengths below 2^31.
 */
export class WireWriter {
  readonly #bytes: Buffer;
  #at: number;

  /**
   * @param size of the whole message, computed with the functions below; or an upper bound, for callers of `written`
   * @param headBytes left unwritten before the message
   */
  constructor(size: number, headBytes = 0) {
    this.#bytes = Buffer.allocUnsafe(headBytes + size);
    this.#at = headBytes;
  }

  /** The tag and length of a field whose bytes the next calls write. */
  open(field: number, length: number): this {
    this.#varint((field << 3) | 2);
    this.#varint(length);
    return this;
  }

  /** A field of bytes, or of an already encoded message. */
  bytes(field: number, value: Uint8Array): this {
    this.open(field, value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
    return this;
  }

  /** A field of ASCII text, such as an id. */
  ascii(field: number, value: string): this {
    this.open(field, value.length);
    this.#bytes.write(value, this.#at, 'latin1');
    this.#at += value.length;
    return this;
  }

  /** An integer field of up to 53 bits; 0 is written too. */
  int(field: number, value: number): this {
    this.#varint(field << 3);
    this.#varint(value);
    return this;
  }

  /** Encoded fields, without a tag around them. */
  raw(value: Uint8Array): this {
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
    return this;
  }

  /** The message. Throws if the written size differs, because such bytes must not be sent. */
  finish(): Buffer {
    if (this.#at !== this.#bytes.length)
      throw new RangeError(`wrote ${this.#at} of ${this.#bytes.length} bytes`);
    return this.#bytes;
  }

  /** The part that was written, head included, for a size that was an upper bound. Throws if it was exceeded. */
  written(): Buffer {
    if (this.#at > this.#bytes.length)
      throw new RangeError(`wrote ${this.#at} of ${this.#bytes.length} bytes`);
    return this.#bytes.subarray(0, this.#at);
  }

  #varint(value: number): void {
    const bytes = this.#bytes;
    let rest = value;
    for (; rest > maxInt31; rest = Math.floor(rest / 128)) bytes[this.#at++] = (rest % 128) | 0x80;
    for (; rest > 0x7f; rest >>>= 7) bytes[this.#at++] = (rest & 0x7f) | 0x80;
    bytes[this.#at++] = rest;
  }
}

const maxInt31 = 0x7fff_ffff;

function sizeOfVarint(value: number): number {
  if (value < 1 << 7) return 1;
  if (value < 1 << 14) return 2;
  if (value < 1 << 21) return 3;
  if (value < 1 << 28) return 4;
  let size = 5;
  for (let rest = value; rest >= 2 ** 35; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** The size of a field of bytes, text or a message, with its tag and length. */
export function sizeOfBytes(field: number, length: number): number {
  return sizeOfVarint(field << 3) + sizeOfVarint(length) + length;
}

export function sizeOfInt(field: number, value: number): number {
  return sizeOfVarint(field << 3) + sizeOfVarint(value);
}
