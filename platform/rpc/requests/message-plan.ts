import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { WireType } from '@bufbuild/protobuf/wire';
import { itemRule } from '../item-limit.ts';

/** What the contract allows in one field. */
export interface FieldPlan {
  /** Its proto name. */
  readonly name: string;
  readonly localName: string;
  /** The oneof that contains it. */
  readonly oneofName: string | undefined;
  readonly wireType: WireType;
  /** Whether one record may hold many elements: protobuf's packed encoding. */
  readonly packable: boolean;
  /** The most elements of a list or map; undefined for a singular field. */
  readonly maxItems: number | undefined;
  readonly isMap: boolean;
  /** For a message, or the messages of a list or map. */
  readonly child: MessagePlan | undefined;
}

/** What the contract allows in a message, for counting it before it is decoded. */
export interface MessagePlan {
  readonly byNumber: ReadonlyMap<number, FieldPlan>;
  /** By the names that JSON may use: the JSON name and the proto name. */
  readonly byName: ReadonlyMap<string, FieldPlan>;
  /** All list fields, at any depth. */
  readonly lists: readonly FieldPlan[];
  /** The most records (fields, elements, those of nested messages included) of a valid message. */
  readonly maxRecords: number;
}

/** For lists without a limit in their rules; the contract's own test forbids such lists in requests. */
const undeclaredMaxItems = 1_000;

interface PlanInMaking extends MessagePlan {
  readonly byNumber: Map<number, FieldPlan>;
  readonly byName: Map<string, FieldPlan>;
  readonly lists: FieldPlan[];
  maxRecords: number;
}

const plans = new WeakMap<DescMessage, MessagePlan>();

/** The plan of a message, built once from its descriptor and its protovalidate rules. */
export function messagePlan(schema: DescMessage): MessagePlan {
  const known = plans.get(schema);
  if (known !== undefined) return known;
  const plan: PlanInMaking = { byNumber: new Map(), byName: new Map(), lists: [], maxRecords: 0 };
  // Registered before its fields are planned, so a recursive message finds itself; the byte limit bounds its depth.
  plans.set(schema, plan);
  for (const field of schema.fields) {
    const planned = fieldPlan(field);
    plan.byNumber.set(field.number, planned);
    for (const name of [field.name, field.jsonName]) plan.byName.set(name, planned);
    if (planned.maxItems !== undefined || (planned.child?.lists.length ?? 0) > 0) plan.lists.push(planned);
    // A map entry is a message of two fields.
    const each = 1 + (planned.child?.maxRecords ?? 0) + (planned.isMap ? 2 : 0);
    plan.maxRecords += (planned.maxItems ?? 1) * each;
  }
  return plan;
}

function fieldPlan(field: DescField): FieldPlan {
  const { name, localName, fieldKind, oneof } = field;
  const isMap = fieldKind === 'map';
  const child = field.message && messagePlan(field.message);
  const wireType = isMap ? WireType.LengthDelimited : wireTypeOf(field);
  return {
    name,
    localName,
    oneofName: oneof?.localName,
    wireType,
    packable: fieldKind === 'list' && wireType !== WireType.LengthDelimited,
    maxItems: fieldKind === 'list' || isMap ? (itemRule(field) ?? undeclaredMaxItems) : undefined,
    isMap,
    child,
  };
}

function wireTypeOf(field: DescField): WireType {
  if (field.message !== undefined) return WireType.LengthDelimited;
  switch (field.scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return WireType.Bit64;
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return WireType.Bit32;
    default:
      return WireType.Varint;
  }
}
