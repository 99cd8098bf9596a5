import {
  type DescMessage,
  fromBinary,
  type JsonWriteOptions,
  type Registry,
  toJsonString,
} from '@bufbuild/protobuf';
import { WireType } from '@bufbuild/protobuf/wire';
import { TimestampSchema } from '@bufbuild/protobuf/wkt';
import { type FieldPlan, isVarint, jsonPlan, type MessagePlan, type ValueKind } from './json-plan.ts';
import { JsonWriter } from './json-writer.ts';

/** The depth at which protobuf-es refuses messages by default. */
const maxDepth = 100;

const comma = 0x2c;
const openArray = 0x5b;
const closeArray = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

const maxTag = 2 ** 32 - 1;
const secondsTag = (1 << 3) | WireType.Varint;
const nanosTag = (2 << 3) | WireType.Varint;
/** 9999-12-31T23:59:59Z, the last second that protobuf has. */
const maxSeconds = 253_402_300_799;

const writer = new JsonWriter();

/**
 * An encoded message as JSON text: the same text that protobuf-es gives, without creating the message. A part that is
 * not in the form in which encoders write it (fields in the order of their numbers, each at most once), and types that
 * are rare in answers, are printed by protobuf-es.
 *
 * @param registry the types that a google.protobuf.Any may hold
 * @throws Error when the bytes are not a message of the type
 */
export function printJson(schema: DescMessage, bytes: Uint8Array, registry?: Registry): Buffer {
  writer.at = 0;
  new Printer(bytes, { registry }).message(schema, 0, bytes.length, 0);
  return writer.take();
}

/** Prints the message of some bytes and those inside it. Methods that give false have met what they cannot print. */
class Printer {
  readonly #bytes: Buffer;
  readonly #options: Partial<JsonWriteOptions>;
  #at = 0;

  constructor(bytes: Uint8Array, options: Partial<JsonWriteOptions>) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#options = options;
  }

  message(schema: DescMessage, start: number, end: number, depth: number): void {
    const began = writer.at;
    const plan = depth < maxDepth ? jsonPlan(schema) : null;
    this.#at = start;
    if (plan !== null && this.#fields(plan, end, depth)) return;
    writer.at = began;
    this.#at = end;
    const decoded = fromBinary(schema, this.#bytes.subarray(start, end), {
      recursionLimit: maxDepth - depth,
    });
    writer.text(toJsonString(schema, decoded, this.#options));
  }

  #fields(plan: MessagePlan, end: number, depth: number): boolean {
    writer.byte(openObject);
    let last = 0;
    let list = false;
    let oneofs = 0;
    const began = writer.at;
    while (this.#at < end) {
      const tag = this.#varint(end);
      const number = tag >>> 3;
      const field = plan.get(number);
      // An unknown field, or one out of order.
      if (field == null || number < last || tag > maxTag) return false;
      const repeats = number === last;
      if (repeats && !field.isList) return false;
      if ((oneofs & field.oneofBit) !== 0) return false;
      oneofs |= field.oneofBit;
      if (list && !repeats) {
        this.#closeList();
        list = false;
      }
      last = number;
      const before = writer.at;
      if (!list) {
        writer.raw(field.key);
        if (field.isList) writer.byte(openArray);
      }
      const afterKey = writer.at;
      if (!this.#field(field, tag & 7, end, depth)) return false;
      // A zero value, or a packed list without elements.
      if (writer.at === afterKey) writer.at = before;
      else if (field.isList) list = true;
    }
    if (this.#at !== end) return false;
    if (list) this.#closeList();
    if (writer.at === began) writer.byte(closeObject);
    else writer.replaceLast(closeObject);
    return true;
  }

  #closeList(): void {
    writer.replaceLast(closeArray);
    writer.byte(comma);
  }

  /** The values of one record, each with a comma behind it. */
  #field(field: FieldPlan, wireType: number, end: number, depth: number): boolean {
    if (wireType === field.wireType) {
      return this.#value(field.value, end, depth, field.isImplicit);
    }
    if (!field.isList || wireType !== WireType.LengthDelimited || !isVarint(field.value)) return false;
    const packedEnd = this.#end(end);
    while (this.#at < packedEnd) if (!this.#value(field.value, packedEnd, depth, false)) return false;
    return this.#at === packedEnd;
  }

  #value(kind: ValueKind, end: number, depth: number, skipsZero: boolean): boolean {
    if (isVarint(kind)) {
      const value = this.#varint(end);
      if (value < 0) return false;
      if (value === 0 && skipsZero) return true;
      if (!this.#integer(kind, value)) return false;
    } else {
      const valueEnd = this.#end(end);
      if (valueEnd < 0) return false;
      if (valueEnd === this.#at && skipsZero) return true;
      if (!this.#delimited(kind, valueEnd, depth)) return false;
      this.#at = valueEnd;
    }
    writer.byte(comma);
    return true;
  }

  #integer(kind: ValueKind, value: number): boolean {
    switch (kind.is) {
      case 'bool':
        writer.ascii(value === 0 ? 'false' : 'true');
        return value <= 1;
      case 'number':
        writer.ascii(String(value));
        return value <= kind.max;
      case 'digits':
        writer.ascii(`"${value}"`);
        return true;
      case 'enum': {
        const name = kind.desc.value[value]?.jsonName;
        if (name === undefined) return false;
        writer.ascii(`"${name}"`);
        return true;
      }
      default:
        return false;
    }
  }

  #delimited(kind: ValueKind, end: number, depth: number): boolean {
    switch (kind.is) {
      case 'string':
        return writer.string(this.#bytes, this.#at, end);
      case 'bytes':
        writer.ascii(`"${this.#bytes.toString('base64', this.#at, end)}"`);
        return true;
      case 'timestamp':
        return depth + 1 < maxDepth && this.#timestamp(end);
      case 'message':
        this.message(kind.desc, this.#at, end, depth + 1);
        return true;
      default:
        return false;
    }
  }

  #timestamp(end: number): boolean {
    const start = this.#at;
    let seconds = 0;
    let nanos = 0;
    // In the form in which encoders write it; anything else is left to protobuf-es.
    if (this.#at < end && this.#bytes[this.#at] === secondsTag) {
      this.#at += 1;
      seconds = this.#varint(end);
    }
    if (this.#at < end && this.#bytes[this.#at] === nanosTag) {
      this.#at += 1;
      nanos = this.#varint(end);
    }
    if (
      this.#at !== end ||
      seconds < 0 ||
      seconds > maxSeconds ||
      nanos < 0 ||
      nanos % 1_000_000 !== 0 ||
      nanos >= 1e9
    ) {
      this.message(TimestampSchema, start, end, 0);
      return true;
    }
    writer.ascii('"');
    const time = new Date(seconds * 1000 + nanos / 1_000_000).toISOString();
    writer.ascii(nanos === 0 ? `${time.slice(0, 19)}Z"` : `${time}"`);
    return true;
  }

  /** The end of the length-delimited value that starts here; -1 when it does not end within its message. */
  #end(end: number): number {
    const length = this.#varint(end);
    const valueEnd = this.#at + length;
    return length < 0 || valueEnd > end ? -1 : valueEnd;
  }

  /** -1 for a varint over 2^53, or one that does not end. */
  #varint(end: number): number {
    const bytes = this.#bytes;
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 8 && this.#at < end; i++) {
      const byte = bytes[this.#at++]!;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value <= Number.MAX_SAFE_INTEGER ? value : -1;
      factor *= 128;
    }
    return -1;
  }
}
