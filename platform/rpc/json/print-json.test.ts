import { readFileSync } from 'node:fs';
import {
  create,
  createFileRegistry,
  type DescField,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  ScalarType,
  toBinary,
  toJsonString,
} from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { DescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import t from 'tap';
import { printJson } from './print-json.ts';

const registry = createFileRegistry(
  fromBinary(
    FileDescriptorSetSchema,
    readFileSync(new URL('../../../gen/descriptor.binpb', import.meta.url)),
  ),
);
/** Every message type of the contract and of what it imports: options of descriptors are of proto2. */
const types = [...registry].filter((each) => each.kind === 'message');

const integers = fc.oneof(fc.constantFrom(0, 1, -1, 127, 128, 2 ** 31 - 1, -(2 ** 31)), fc.integer());
const unsigned = fc.oneof(fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1), fc.nat());
const edges = [0n, 1n, -1n, 2n ** 31n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n)];
const longs = fc.oneof(fc.constantFrom(...edges), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
const escaped = fc.constantFrom(
  '',
  '"',
  '\\',
  'line\nline',
  '\u0000\u001f\u007f',
  '\u2028',
  '\u00e9',
  '\u{1f600}',
);
const texts = fc.oneof(escaped, fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 30 }));

function scalar(type: ScalarType): fc.Arbitrary<unknown> {
  switch (type) {
    case ScalarType.STRING:
      return texts;
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 9 });
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.DOUBLE:
      return fc.double();
    case ScalarType.FLOAT:
      return fc.float();
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return longs.map((value) => BigInt.asUintN(64, value));
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return longs;
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return unsigned;
    default:
      return integers;
  }
}

function single({ scalar: type, enum: named, message }: DescField, depth: number): fc.Arbitrary<unknown> {
  if (message !== undefined) return messages(message, depth - 1);
  if (named !== undefined)
    return fc.constantFrom(...named.values.map(({ number }) => number), ...(named.open ? [4711, -1] : []));
  return scalar(type!);
}

function value(field: DescField, depth: number): fc.Arbitrary<unknown> {
  const one = single(field, depth);
  if (field.fieldKind === 'list') return fc.array(one, { maxLength: 3 });
  if (field.fieldKind !== 'map') return one;
  const key =
    field.mapKey === ScalarType.STRING ? texts : field.mapKey === ScalarType.BOOL ? fc.boolean() : fc.nat();
  return fc.dictionary(key.map(String), one, { maxKeys: 3 });
}

/** Any message of the type; below `depth` without messages. */
function messages(schema: DescMessage, depth: number): fc.Arbitrary<MessageInitShape<DescMessage>> {
  const usable = schema.fields.filter(({ message }) => message === undefined || depth > 0);
  const members = usable.filter(({ oneof }) => oneof === undefined);
  const record: Record<string, fc.Arbitrary<unknown>> = {};
  for (const field of members) record[field.localName] = fc.option(value(field, depth), { nil: undefined });
  for (const oneof of schema.oneofs) {
    const cases = usable
      .filter((field) => field.oneof === oneof)
      .map((field) => value(field, depth).map((given) => ({ case: field.localName, value: given })));
    if (cases.length > 0) record[oneof.localName] = fc.option(fc.oneof(...cases), { nil: undefined });
  }
  return fc.record(record, { requiredKeys: [] }) as fc.Arbitrary<MessageInitShape<DescMessage>>;
}

/** The text, or that there is none. */
function outcome(print: () => string): string {
  try {
    return print();
  } catch {
    return 'refused';
  }
}

const byLibrary = (schema: DescMessage, bytes: Uint8Array) =>
  outcome(() => toJsonString(schema, fromBinary(schema, bytes), { registry }));
const printed = (schema: DescMessage, bytes: Uint8Array) =>
  outcome(() => printJson(schema, bytes, registry).toString());

const encoded = (schema: DescMessage) =>
  messages(schema, 2).map((shape) => {
    try {
      return toBinary(schema, create(schema, shape));
    } catch {
      // A required field of proto2 is missing.
      return new Uint8Array();
    }
  });

t.test('every message type of the contract is printed as protobuf-es prints it', async (t) => {
  t.ok(types.length > 150, `${types.length} types`);
  for (const schema of types) {
    fc.assert(
      fc.property(encoded(schema), (bytes) => {
        const [ours, theirs] = [printed(schema, bytes), byLibrary(schema, bytes)];
        if (ours !== theirs) throw new Error(`${schema.typeName}\n${ours}\n${theirs}`);
      }),
      { numRuns: 30 },
    );
  }
});

/** The records of an encoded message, in another order or repeated: what decoders must accept. */
const records = (bytes: Uint8Array, picks: readonly number[]) => {
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const reader = new BinaryReader(bytes.subarray(at));
    const [number, wireType] = reader.tag();
    reader.skip(wireType, number);
    found.push(bytes.subarray(at, at + reader.pos));
    at += reader.pos;
  }
  return Buffer.concat(picks.map((pick) => found[pick % found.length] ?? new Uint8Array()));
};

t.test('records out of order, repeated or unknown are printed as protobuf-es prints them', async () => {
  for (const schema of types) {
    const picks = fc.array(fc.nat(20), { maxLength: 6 });
    const unknown = Uint8Array.of(0xc2, 0x3e, 1, 0);
    fc.assert(
      fc.property(encoded(schema), picks, fc.boolean(), (bytes, order, more) => {
        const mixed = Buffer.concat([records(bytes, order), ...(more ? [unknown] : [])]);
        const [ours, theirs] = [printed(schema, mixed), byLibrary(schema, mixed)];
        if (ours !== theirs) throw new Error(`${schema.typeName}\n${ours}\n${theirs}`);
      }),
      { numRuns: 20 },
    );
  }
});

/** protobuf-es also accepts a message whose last field reaches into the bytes behind it. */
t.test('damaged bytes are refused, or printed as protobuf-es prints them', async () => {
  const choice = fc.constantFrom(...types);
  const damaged = choice.chain((schema) =>
    fc
      .tuple(fc.constant(schema), encoded(schema), fc.nat(), fc.nat(255), fc.nat())
      .map(([, bytes, at, byte, cut]) => {
        const copy = Uint8Array.from(bytes);
        if (copy.length > 0) copy[at % copy.length] = byte;
        return { schema, bytes: copy.subarray(0, copy.length - (cut % 3)) };
      }),
  );
  fc.assert(
    fc.property(damaged, ({ schema, bytes }) => {
      const [ours, theirs] = [printed(schema, bytes), byLibrary(schema, bytes)];
      if (ours !== theirs && ours !== 'refused')
        throw new Error(`${schema.typeName} ${Buffer.from(bytes).toString('hex')}\n${ours}\n${theirs}`);
    }),
    { numRuns: 2_000 },
  );
});

/** A message inside so many others; the outermost has an unknown field if `more`. */
function nested(depth: number, more: boolean): Uint8Array {
  let message = create(DescriptorProtoSchema, { name: 'deepest' });
  for (let i = 0; i < depth; i++) message = create(DescriptorProtoSchema, { nestedType: [message] });
  if (more) message.$unknown = [{ no: 1_000, wireType: 0, data: Uint8Array.of(1) }];
  return toBinary(DescriptorProtoSchema, message);
}

t.test('messages nested too deep are refused, as by protobuf-es', async (t) => {
  for (const depth of [63, 64, 65, 99, 100, 101, 150, 1_000]) {
    for (const more of [false, true]) {
      const bytes = nested(depth, more);
      t.equal(printed(DescriptorProtoSchema, bytes), byLibrary(DescriptorProtoSchema, bytes), `${depth}`);
    }
  }
});
