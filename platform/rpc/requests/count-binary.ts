import { WireType } from '@bufbuild/protobuf/wire';
import { messageMalformed } from '../limits.ts';
import { maxDepth, maxExtra, tooDeep, tooManyItems, tooManyRecords, uncountedBytes } from './count-limits.ts';
import type { FieldPlan, MessagePlan } from './message-plan.ts';

/**
 * Counts the elements of an encoded message in one pass over its bytes, before it is decoded: a record of two bytes
 * becomes an object of a hundred. It is stricter than the decoder, which accepts a field in the wrong wire type; bytes
 * that the two would read differently are refused.
 *
 * @throws ConnectError MESSAGE_MALFORMED, or FIELD_INVALID for a list over its limit
 */
export function countBinary(plan: MessagePlan, bytes: Uint8Array): void {
  if (bytes.length <= uncountedBytes) return;
  new Count(bytes, plan.maxRecords + maxExtra).message(plan, bytes.length, 1);
}

class Count {
  readonly #bytes: Uint8Array;
  #at = 0;
  #left: number;

  constructor(bytes: Uint8Array, records: number) {
    this.#bytes = bytes;
    this.#left = records;
  }

  /** For fields without a plan only the number is counted; they stay bytes. */
  message(plan: MessagePlan, end: number, depth: number): void {
    if (depth > maxDepth) throw tooDeep();
    let items: Map<FieldPlan, number> | undefined;
    while (this.#at < end) {
      const tag = this.#varint32();
      const wireType = tag & 7;
      const field = plan.byNumber.get(tag >>> 3);
      this.#records(1);
      if (field === undefined) {
        this.#skip(wireType, tag >>> 3, depth);
        continue;
      }
      const elements = this.#field(field, wireType, depth);
      if (field.maxItems === undefined) continue;
      items ??= new Map();
      const count = (items.get(field) ?? 0) + elements;
      if (count > field.maxItems) throw tooManyItems(field);
      items.set(field, count);
    }
    if (this.#at !== end) throw broken();
  }

  /** The number of elements in one record of the field. */
  #field(field: FieldPlan, wireType: WireType, depth: number): number {
    if (wireType === WireType.LengthDelimited && field.packable) return this.#packed(field.wireType);
    if (wireType !== field.wireType) throw broken();
    if (field.child === undefined && !field.isMap) {
      this.#skip(wireType, 0, depth);
      return 1;
    }
    const end = this.#end();
    if (!field.isMap) this.message(field.child!, end, depth + 1);
    else this.#entry(field.child, end, depth + 1);
    return 1;
  }

  /** A map entry: key in field 1, value in field 2. */
  #entry(value: MessagePlan | undefined, end: number, depth: number): void {
    while (this.#at < end) {
      const tag = this.#varint32();
      this.#records(1);
      if (value !== undefined && tag === valueTag) this.message(value, this.#end(), depth + 1);
      else this.#skip(tag & 7, tag >>> 3, depth);
    }
    if (this.#at !== end) throw broken();
  }

  #packed(wireType: WireType): number {
    const end = this.#end();
    const size = end - this.#at;
    let elements = 0;
    if (wireType === WireType.Varint) {
      for (; this.#at < end; this.#at++) if (this.#bytes[this.#at]! < 0x80) elements += 1;
    } else {
      elements = size / (wireType === WireType.Bit64 ? 8 : 4);
    }
    this.#at = end;
    this.#records(elements);
    return elements;
  }

  #skip(wireType: WireType, number: number, depth: number): void {
    switch (wireType) {
      case WireType.Varint:
        this.#varint();
        return;
      case WireType.Bit64:
        this.#at += 8;
        return;
      case WireType.Bit32:
        this.#at += 4;
        return;
      case WireType.LengthDelimited:
        this.#at = this.#end();
        return;
      case WireType.StartGroup:
        this.#group(number, depth + 1);
        return;
      default:
        throw broken();
    }
  }

  #group(number: number, depth: number): void {
    if (depth > maxDepth) throw tooDeep();
    for (;;) {
      const tag = this.#varint32();
      if ((tag & 7) === WireType.EndGroup) {
        if (tag >>> 3 !== number) throw broken();
        return;
      }
      this.#records(1);
      this.#skip(tag & 7, tag >>> 3, depth);
    }
  }

  #records(count: number): void {
    this.#left -= count;
    if (this.#left < 0) throw tooManyRecords();
  }

  /** The end of the length-delimited value that starts here. */
  #end(): number {
    const length = this.#varint32();
    const end = this.#at + length;
    if (end > this.#bytes.length) throw broken();
    return end;
  }

  /** A tag or length, at most five bytes long. */
  #varint32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw broken();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw broken();
  }

  #varint(): void {
    for (const last = this.#at + 10; this.#at < last; ) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw broken();
      if (byte < 0x80) return;
    }
    throw broken();
  }
}

/** Field 2, length-delimited. */
const valueTag = (2 << 3) | WireType.LengthDelimited;

function broken() {
  return messageMalformed(undefined);
}
