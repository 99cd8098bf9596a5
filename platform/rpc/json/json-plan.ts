import { type DescEnum, type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { WireType } from '@bufbuild/protobuf/wire';
import { FeatureSet_FieldPresence, isWrapperDesc, TimestampSchema } from '@bufbuild/protobuf/wkt';

/** How a value is printed. `number` and `digits` are varints; `digits` are printed as a string, as 64-bit integers are. */
export type ValueKind =
  | { readonly is: 'string' | 'bytes' | 'bool' | 'timestamp' }
  | { readonly is: 'number' | 'digits'; readonly max: number }
  | { readonly is: 'enum'; readonly desc: DescEnum }
  | { readonly is: 'message'; readonly desc: DescMessage };

/** How a field is printed. */
export interface FieldPlan {
  readonly number: number;
  /** Its name, quoted, and a colon. */
  readonly key: Buffer;
  readonly value: ValueKind;
  readonly wireType: WireType;
  readonly isList: boolean;
  /** Zero values are not printed. */
  readonly isImplicit: boolean;
  /** The bit of its oneof among those of the message; 0 without one. */
  readonly oneofBit: number;
}

/** How a message is printed: its fields by their numbers; null for a field that only protobuf-es prints. */
export type MessagePlan = ReadonlyMap<number, FieldPlan | null>;

const plans = new WeakMap<DescMessage, MessagePlan | null>();

/** The plan of a message, built once; null for one that only protobuf-es prints. */
export function jsonPlan(schema: DescMessage): MessagePlan | null {
  const known = plans.get(schema);
  if (known !== undefined) return known;
  const plan = isSpecial(schema)
    ? null
    : new Map(schema.fields.map((field) => [field.number, fieldPlan(schema, field)]));
  plans.set(schema, plan);
  return plan;
}

/** Well-known types whose JSON is not that of their fields. */
const ownJson = new Set(
  ['Any', 'Timestamp', 'Duration', 'FieldMask', 'Struct', 'Value', 'ListValue'].map(
    (name) => `google.protobuf.${name}`,
  ),
);

/** Whether a message is printed by more than the fields that it has. */
function isSpecial(schema: DescMessage): boolean {
  return (
    ownJson.has(schema.typeName) ||
    isWrapperDesc(schema) ||
    schema.fields.some(({ presence }) => presence === FeatureSet_FieldPresence.LEGACY_REQUIRED)
  );
}

function fieldPlan(schema: DescMessage, field: DescField): FieldPlan | null {
  if (field.fieldKind === 'map') return null;
  const value = valueKind(field);
  if (value === null) return null;
  const oneof = field.oneof === undefined ? -1 : schema.oneofs.indexOf(field.oneof);
  if (oneof > 30 || ('delimitedEncoding' in field && field.delimitedEncoding)) return null;
  return {
    number: field.number,
    key: Buffer.from(`${JSON.stringify(field.jsonName)}:`),
    value,
    wireType: isVarint(value) ? WireType.Varint : WireType.LengthDelimited,
    isList: field.fieldKind === 'list',
    isImplicit: field.presence === FeatureSet_FieldPresence.IMPLICIT && field.fieldKind !== 'list',
    oneofBit: oneof < 0 ? 0 : 1 << oneof,
  };
}

export function isVarint({ is }: ValueKind): boolean {
  return is === 'bool' || is === 'number' || is === 'digits' || is === 'enum';
}

const maxInt32 = 2 ** 31 - 1;

function valueKind({ scalar, message, enum: desc }: DescField): ValueKind | null {
  if (message !== undefined) {
    return message.typeName === TimestampSchema.typeName
      ? { is: 'timestamp' }
      : { is: 'message', desc: message };
  }
  if (desc !== undefined) return desc.open ? { is: 'enum', desc } : null;
  switch (scalar) {
    case ScalarType.STRING:
      return { is: 'string' };
    case ScalarType.BYTES:
      return { is: 'bytes' };
    case ScalarType.BOOL:
      return { is: 'bool' };
    case ScalarType.INT32:
      return { is: 'number', max: maxInt32 };
    case ScalarType.UINT32:
      return { is: 'number', max: 2 ** 32 - 1 };
    case ScalarType.INT64:
    case ScalarType.UINT64:
      return { is: 'digits', max: Number.MAX_SAFE_INTEGER };
    default:
      return null;
  }
}
