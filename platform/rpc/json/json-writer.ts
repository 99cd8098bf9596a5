import { isUtf8 } from 'node:buffer';

const firstBytes = 64 * 1024;
/** Larger buffers are not kept for the next message. */
const keptBytes = 1 << 20;
const quote = 0x22;

/** For each byte of a string: 0 stays as it is, 1 is a part of a longer character, 2 needs an escape. */
const byteKinds = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === quote || byte === 0x5c ? 2 : byte >= 0x80 ? 1 : 0,
);

/** Writes JSON text into a buffer that grows, and that the next message uses again. */
export class JsonWriter {
  #bytes = Buffer.allocUnsafe(firstBytes);
  /** The position of the next byte; setting it back discards what was written behind it. */
  at = 0;

  /** A copy of what was written. */
  take(): Buffer {
    const text = Buffer.from(this.#bytes.subarray(0, this.at));
    if (this.#bytes.length > keptBytes) this.#bytes = Buffer.allocUnsafe(firstBytes);
    return text;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.at++] = value;
  }

  /** Replaces the last byte. */
  replaceLast(value: number): void {
    this.#bytes[this.at - 1] = value;
  }

  raw(text: Uint8Array): void {
    this.#reserve(text.length);
    for (let i = 0; i < text.length; i++) this.#bytes[this.at + i] = text[i]!;
    this.at += text.length;
  }

  ascii(text: string): void {
    this.#reserve(text.length);
    this.at += this.#bytes.write(text, this.at, 'latin1');
  }

  text(text: string): void {
    this.#reserve(Buffer.byteLength(text));
    this.at += this.#bytes.write(text, this.at, 'utf8');
  }

  /** A string with its quotes, escaped as JSON.stringify does. False if it is not UTF-8; part of it may be written. */
  string(from: Buffer, start: number, end: number): boolean {
    this.#reserve(end - start + 2);
    const bytes = this.#bytes;
    let at = this.at;
    let kinds = 0;
    bytes[at++] = quote;
    for (let i = start; i < end; i++) {
      const byte = from[i]!;
      kinds |= byteKinds[byte]!;
      bytes[at++] = byte;
    }
    bytes[at++] = quote;
    if ((kinds & 1) !== 0 && !isUtf8(from.subarray(start, end))) return false;
    if ((kinds & 2) === 0) this.at = at;
    else this.text(JSON.stringify(from.toString('utf8', start, end)));
    return true;
  }

  #reserve(bytes: number): void {
    if (this.at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.at + bytes));
    larger.set(this.#bytes.subarray(0, this.at));
    this.#bytes = larger;
  }
}
