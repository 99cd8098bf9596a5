import { maxDepth, maxExtra, tooDeep, tooManyItems, tooManyRecords, uncountedBytes } from './count-limits.ts';
import type { FieldPlan, MessagePlan } from './message-plan.ts';

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openArray = 0x5b;
const closeArray = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** An open array or object. */
interface Nesting {
  readonly isObject: boolean;
  /** For an object that is a message. */
  readonly plan: MessagePlan | undefined;
  /** The field of the array or map; undefined where the contract has none. */
  readonly elementsOf: FieldPlan | undefined;
  separators: number;
  /** In an object: the field of the last name. */
  field: FieldPlan | undefined;
  /** In an object: the next string is a name. */
  expectsName: boolean;
}

/**
 * Counts the elements of JSON in one pass over its bytes, before it is parsed. The parser rejects invalid JSON; until
 * then it creates no more than was counted here. Names with escapes count as unknown.
 *
 * @param plan undefined for JSON that is not a single message: its elements and depth are counted all the same
 * @throws ConnectError MESSAGE_MALFORMED, or FIELD_INVALID for a list over its limit
 */
export function countJson(plan: MessagePlan | undefined, json: Uint8Array): void {
  if (json.length <= uncountedBytes) return;
  const open: Nesting[] = [];
  let left = (plan?.maxRecords ?? 0) + maxExtra;
  let inside: Nesting | undefined;
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case quote: {
        const end = endOfText(json, at + 1);
        if (inside?.expectsName) {
          inside.expectsName = false;
          inside.field = inside.plan?.byName.get(latin1(json, at + 1, end));
        } else if (end - at > longestTextOfMessage && inside?.field?.child !== undefined) {
          throw tooManyRecords();
        }
        at = end;
        break;
      }
      case openArray:
      case openObject:
        if (--left < 0) throw tooManyRecords();
        if (open.length >= maxDepth) throw tooDeep();
        inside = nested(inside, json[at] === openObject, open.length === 0 ? plan : undefined);
        open.push(inside);
        break;
      case closeArray:
      case closeObject:
        open.pop();
        inside = open.at(-1);
        break;
      case comma:
        if (--left < 0) throw tooManyRecords();
        if (inside !== undefined) separate(inside);
        break;
    }
  }
}

function nested(inside: Nesting | undefined, isObject: boolean, root: MessagePlan | undefined): Nesting {
  const field = inside?.isObject && inside.elementsOf === undefined ? inside.field : inside?.elementsOf;
  // A list's field applies to its array first, then to each message in it.
  const holds = field?.maxItems !== undefined && inside?.elementsOf === undefined && field.isMap === isObject;
  const plan = isObject && !holds ? (inside === undefined ? root : field?.child) : undefined;
  return {
    isObject,
    plan,
    elementsOf: holds ? field : undefined,
    separators: 0,
    field: undefined,
    expectsName: isObject,
  };
}

function separate(inside: Nesting): void {
  inside.separators += 1;
  inside.expectsName = inside.isObject;
  const { elementsOf } = inside;
  if (elementsOf !== undefined && inside.separators >= elementsOf.maxItems!) throw tooManyItems(elementsOf);
}

/** The position of the quote that ends a string. */
function endOfText(json: Uint8Array, from: number): number {
  for (let end = json.indexOf(quote, from); end !== -1; end = json.indexOf(quote, end + 1)) {
    let escapes = 0;
    while (end - escapes > from && json[end - 1 - escapes] === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return json.length;
}

/** Timestamps, durations and field masks are messages that JSON writes as strings; a mask's string is a list. */
const longestTextOfMessage = 1_024;

/** Longer than any name of the contract. */
const longestName = 64;

function latin1(json: Uint8Array, from: number, to: number): string {
  return to - from > longestName
    ? ''
    : Buffer.from(json.buffer, json.byteOffset + from, to - from).toString('latin1');
}
