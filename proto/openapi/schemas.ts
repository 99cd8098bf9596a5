import { type DescEnum, type DescField, type DescMessage, getOption, ScalarType } from '@bufbuild/protobuf';
import { FieldBehavior, field_behavior } from '../../gen/ts/google/api/field_behavior_pb.ts';
import { commentOf } from './comments.ts';
import { type JsonSchema, refTo } from './open-api.ts';
import { withRules } from './rules.ts';

const integer = (format: string): JsonSchema => ({ type: 'integer', format });
// JavaScript numbers cannot hold 64 bits, so JSON has them as text.
const digits = (format: string): JsonSchema => ({ type: 'string', format, pattern: '^-?[0-9]{1,20}$' });

const scalars: Readonly<Partial<Record<ScalarType, JsonSchema>>> = {
  [ScalarType.BOOL]: { type: 'boolean' },
  [ScalarType.STRING]: { type: 'string' },
  [ScalarType.BYTES]: { type: 'string', contentEncoding: 'base64' },
  [ScalarType.INT32]: integer('int32'),
  [ScalarType.UINT32]: { ...integer('uint32'), minimum: 0 },
  [ScalarType.INT64]: digits('int64'),
  [ScalarType.UINT64]: digits('uint64'),
  [ScalarType.DOUBLE]: { type: 'number', format: 'double' },
  [ScalarType.FLOAT]: { type: 'number', format: 'float' },
};

/** Messages of Google that JSON has as texts. */
const wellKnown: Readonly<Record<string, JsonSchema>> = {
  'google.protobuf.Timestamp': {
    type: 'string',
    format: 'date-time',
    examples: ['2026-03-01T12:00:00.250Z'],
  },
  'google.protobuf.Duration': {
    type: 'string',
    pattern: '^-?[0-9]{1,12}(\\.[0-9]{1,9})?s$',
    examples: ['1.5s'],
  },
  'google.protobuf.FieldMask': {
    type: 'string',
    pattern: '^([A-Za-z0-9.]+(,[A-Za-z0-9.]+)*)?$',
    examples: ['user.displayName,region'],
  },
};

export const isValue = (field: DescField): boolean =>
  field.message === undefined || field.message.typeName in wellKnown;
export const hasBehavior = (field: DescField, behavior: FieldBehavior): boolean =>
  getOption(field, field_behavior).includes(behavior);

/** The schemas of messages and enums, by type name; each is made when it is first referred to. */
export class Schemas {
  readonly byName: Record<string, JsonSchema> = {};

  refTo(desc: DescMessage | DescEnum): JsonSchema {
    if (this.byName[desc.typeName] === undefined) {
      // Before its fields, because a message may contain itself.
      const schema: JsonSchema = {};
      this.byName[desc.typeName] = schema;
      Object.assign(schema, desc.kind === 'enum' ? enumSchema(desc) : this.object(desc, desc.fields));
    }
    return refTo(desc.typeName);
  }

  /** A message with some of its fields. */
  object(desc: DescMessage, fields: readonly DescField[]): JsonSchema {
    const required = fields.filter((field) => hasBehavior(field, FieldBehavior.REQUIRED));
    return {
      title: desc.name,
      type: 'object',
      description: [commentOf(desc), ...choicesOf(fields)].filter(Boolean).join('\n\n'),
      properties: Object.fromEntries(fields.map((field) => [field.jsonName, this.field(field)])),
      ...(required.length > 0 && { required: required.map(({ jsonName }) => jsonName) }),
    };
  }

  /** A field with its rules and its comment. */
  field(field: DescField): JsonSchema {
    return {
      ...withRules({ ...this.value(field), description: commentOf(field) }, field),
      ...(hasBehavior(field, FieldBehavior.OUTPUT_ONLY) && { readOnly: true }),
    };
  }

  private value(field: DescField): JsonSchema {
    const one = this.one(field);
    if (field.fieldKind === 'list') return { type: 'array', items: one };
    if (field.fieldKind === 'map') return { type: 'object', additionalProperties: one };
    return one;
  }

  private one(field: DescField): JsonSchema {
    const { message, enum: desc } = field;
    const schema =
      desc || message
        ? (wellKnown[message?.typeName ?? ''] ?? this.refTo((desc ?? message)!))
        : scalars[field.scalar!];
    if (schema === undefined) throw new Error(`${field.parent.typeName}.${field.name}: no JSON Schema`);
    return schema;
  }
}

function enumSchema(desc: DescEnum): JsonSchema {
  const lines = desc.values.map((value) => `- ${value.name}: ${commentOf(value)}`);
  return {
    title: desc.name,
    type: 'string',
    description: [commentOf(desc), '', ...lines].join('\n'),
    enum: desc.values.map(({ name }) => name),
  };
}

function choicesOf(fields: readonly DescField[]): string[] {
  const choices = new Set(fields.flatMap(({ oneof }) => oneof ?? []));
  return [...choices].map(
    (choice) => `At most one of these is set: ${choice.fields.map(({ jsonName }) => jsonName).join(', ')}.`,
  );
}
