// The rules of protovalidate as JSON Schema. A rule without a counterpart here stops the generator, so that none is lost
// silently.
import { createRegistry, type DescField, type DescMessage, type Message } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import type { Duration } from '@bufbuild/protobuf/wkt';
import {
  type FieldRules,
  file_buf_validate_validate,
  Ignore,
} from '../../gen/ts/buf/validate/validate_pb.ts';
import { fieldRulesOf } from '../contract.ts';
import type { JsonSchema } from './open-api.ts';

type Keyword = (value: unknown, field: DescField) => JsonSchema;
const ruleTypes = createRegistry(file_buf_validate_validate);

const number =
  (keyword: 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'): Keyword =>
  (value) => ({ [keyword]: Number(value) });
/** For values that JSON has as strings. */
const inWords =
  (words: string): Keyword =>
  (value) => ({ description: `${words} ${inJson(value)}.` });
const size =
  (keyword: 'minLength' | 'maxLength' | 'minItems' | 'maxItems'): Keyword =>
  (value) => ({ [keyword]: Number(value) });

const numbers: Readonly<Record<string, Keyword>> = {
  gte: number('minimum'),
  lte: number('maximum'),
  gt: number('exclusiveMinimum'),
  lt: number('exclusiveMaximum'),
};
const numbersInWords: Readonly<Record<string, Keyword>> = {
  gte: inWords('At least'),
  lte: inWords('At most'),
  gt: inWords('More than'),
  lt: inWords('Less than'),
};

/** By the type of the rules, and by the rule's name. */
const keywords: Readonly<Record<string, Readonly<Record<string, Keyword>>>> = {
  int32: numbers,
  uint32: numbers,
  int64: numbersInWords,
  duration: numbersInWords,
  string: {
    minLen: size('minLength'),
    maxLen: size('maxLength'),
    // No character takes less than one byte, so this is true, though not strict.
    maxBytes: (value) => ({ maxLength: Number(value), description: `At most ${value} bytes of UTF-8.` }),
    pattern: (value) => ({ pattern: String(value) }),
    email: () => ({ format: 'email' }),
  },
  repeated: { minItems: size('minItems'), maxItems: size('maxItems'), unique: () => ({ uniqueItems: true }) },
  enum: {
    definedOnly: () => ({}),
    notIn: (value, { enum: desc }) => ({
      not: { enum: [...(value as Iterable<number>)].map((each) => desc!.value[each]!.name) },
    }),
  },
};

/** The schema of a field with its rules added. */
export function withRules(schema: JsonSchema, field: DescField): JsonSchema {
  const rules = fieldRulesOf(field);
  return rules === undefined ? schema : withRulesOf(rules, schema, field);
}

function withRulesOf({ type, ignore }: FieldRules, schema: JsonSchema, field: DescField): JsonSchema {
  const strict = { ...schema };
  for (const [name, value] of setRules(type)) {
    if (name === 'items') {
      strict.items = withRulesOf(value as FieldRules, schema.items!, field);
      continue;
    }
    const keyword = keywords[type.case!]?.[name];
    if (keyword === undefined)
      throw new Error(`${field.parent.typeName}.${field.name}: no JSON Schema for ${type.case}.${name}`);
    const { description, ...added } = keyword(value, field);
    Object.assign(strict, added);
    if (description !== undefined) strict.description = [strict.description, description].join(' ').trim();
  }
  // An empty text counts as absent, so no rule holds for it.
  if (ignore !== Ignore.IF_ZERO_VALUE || schema.type !== 'string') return strict;
  const { description, type: _, ...constraints } = strict;
  return {
    ...(description !== undefined && { description }),
    type: 'string',
    anyOf: [constraints, { const: '' }],
  };
}

/** The names and values of the rules that are set. */
function setRules({ value }: FieldRules['type']): [string, unknown][] {
  if (value === undefined) return [];
  const rules = reflect(ruleTypes.getMessage((value as Message).$typeName) as DescMessage, value);
  return rules.fields
    .filter((field) => rules.isSet(field))
    .map((field) => {
      const oneof =
        field.oneof && (value as unknown as Record<string, { value: unknown }>)[field.oneof.localName];
      return [
        field.localName,
        oneof ? oneof.value : (value as unknown as Record<string, unknown>)[field.localName],
      ];
    });
}

function inJson(value: unknown): string {
  return typeof value === 'object' ? `${(value as Duration).seconds}s` : String(value);
}
