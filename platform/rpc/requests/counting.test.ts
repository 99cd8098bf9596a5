import {
  create,
  type DescMessage,
  fromBinary,
  fromJsonString,
  toBinary,
  toJsonString,
} from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { ConnectError } from '@connectrpc/connect';
import fc from 'fast-check';
import t from 'tap';
import { RecordActionsRequestSchema } from '../../../gen/ts/skein/analytics/v1/analytics_service_pb.ts';
import { CreatePostRequestSchema, PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import {
  BatchGetUsersRequestSchema,
  GetUserRequestSchema,
  UpdateUserRequestSchema,
} from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { reasonOf } from '../../errors.ts';
import { bindMethods, hosted } from '../host.ts';
import { countBinary } from './count-binary.ts';
import { countJson } from './count-json.ts';
import { maxDepth, uncountedBytes } from './count-limits.ts';
import { decodeRequest } from './decode-request.ts';
import { messagePlan } from './message-plan.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const outcomeOf = (count: () => void): string => {
  try {
    count();
    return 'counted';
  } catch (error) {
    return reasonOf(error) ?? String(error);
  }
};
const binary = (schema: DescMessage, bytes: Uint8Array) =>
  outcomeOf(() => countBinary(messagePlan(schema), bytes));
const json = (schema: DescMessage, text: string) =>
  outcomeOf(() => countJson(messagePlan(schema), bytesOf(text)));

t.test("the limits come from the contract's own rules", async (t) => {
  t.equal(messagePlan(BatchGetUsersRequestSchema).maxRecords, 100);
  t.equal(messagePlan(BatchGetUsersRequestSchema).byNumber.get(1)?.maxItems, 100);
  t.equal(messagePlan(CreatePostRequestSchema).byName.get('mediaIds')?.maxItems, 4);
  t.ok(messagePlan(RecordActionsRequestSchema).maxRecords > 500 * 7);
});

t.test('valid requests are counted and pass, however large', async (t) => {
  const id = '9'.repeat(60);
  const full = create(BatchGetUsersRequestSchema, { userIds: Array(100).fill(id) });
  t.equal(binary(BatchGetUsersRequestSchema, toBinary(BatchGetUsersRequestSchema, full)), 'counted');
  t.equal(json(BatchGetUsersRequestSchema, toJsonString(BatchGetUsersRequestSchema, full)), 'counted');
  t.equal(json(BatchGetUsersRequestSchema, JSON.stringify({ user_ids: full.userIds })), 'counted');
  const action = { actionId: id, query: 'ä{["\\,'.repeat(60), actionTime: { seconds: 5n, nanos: 1 } };
  const actions = create(RecordActionsRequestSchema, { actions: Array(500).fill(action), requestId: id });
  t.equal(binary(RecordActionsRequestSchema, toBinary(RecordActionsRequestSchema, actions)), 'counted');
  t.equal(json(RecordActionsRequestSchema, toJsonString(RecordActionsRequestSchema, actions)), 'counted');
});

t.test('fields of newer clients pass, some hundreds of them, and are not kept', async (t) => {
  const newer = new BinaryWriter();
  for (let n = 0; n < 900; n++) newer.tag(1_000 + n, WireType.LengthDelimited).string('newer');
  t.equal(binary(GetUserRequestSchema, newer.finish()), 'counted');
  const bound = [...bindMethods([hosted(PostService, {})]).values()][0]!;
  const fresh = new BinaryWriter().tag(1_000, WireType.Varint).uint32(1).finish();
  t.equal(decodeRequest(bound, fresh).$unknown, undefined);
});

t.test('more elements or fields than allowed are refused by their number', async (t) => {
  const cases: [string, DescMessage, Uint8Array, string][] = [
    ['empty ids', BatchGetUsersRequestSchema, Buffer.from('\n\0'.repeat(30_000), 'latin1'), 'FIELD_INVALID'],
    ['empty media ids', CreatePostRequestSchema, repeated(4, 2, [0], 30_000), 'FIELD_INVALID'],
    ['empty actions', RecordActionsRequestSchema, repeated(1, 2, [0], 30_000), 'FIELD_INVALID'],
    ['unknown fields', GetUserRequestSchema, repeated(200, 0, [1], 20_000), 'MESSAGE_MALFORMED'],
    ['a field again and again', GetUserRequestSchema, repeated(1, 2, [0], 20_000), 'MESSAGE_MALFORMED'],
    [
      'an action of unknown fields',
      RecordActionsRequestSchema,
      inOne(repeated(200, 0, [1], 20_000)),
      'MESSAGE_MALFORMED',
    ],
    ['deep groups', GetUserRequestSchema, repeated(200, 3, [], 3_000), 'MESSAGE_MALFORMED'],
    ['the paths of a mask', UpdateUserRequestSchema, maskOf(30_000), 'FIELD_INVALID'],
  ];
  for (const [what, schema, bytes, reason] of cases) t.equal(binary(schema, bytes), reason, what);
});

t.test('the same holds in JSON, at any place', async (t) => {
  const many = (item: string) => `[${Array(20_000).fill(item).join(',')}]`;
  const deep = `${'['.repeat(maxDepth + 1)}${']'.repeat(maxDepth + 1)}${' '.repeat(uncountedBytes)}`;
  const cases: [string, DescMessage, string, string][] = [
    ['empty ids', BatchGetUsersRequestSchema, `{"userIds":${many('""')}}`, 'FIELD_INVALID'],
    ['ids under the proto name', BatchGetUsersRequestSchema, `{"user_ids":${many('""')}}`, 'FIELD_INVALID'],
    [
      'ids under an escaped name',
      BatchGetUsersRequestSchema,
      `{"user\\u0049ds":${many('""')}}`,
      'MESSAGE_MALFORMED',
    ],
    ['empty actions', RecordActionsRequestSchema, `{"actions":${many('{}')}}`, 'FIELD_INVALID'],
    ['an unknown list', GetUserRequestSchema, `{"x":${many('{}')}}`, 'MESSAGE_MALFORMED'],
    ['lists in lists', BatchGetUsersRequestSchema, `{"userIds":[${many('[]')}]}`, 'MESSAGE_MALFORMED'],
    ['an array for a message', GetUserRequestSchema, many('1'), 'MESSAGE_MALFORMED'],
    ['depth', GetUserRequestSchema, deep, 'MESSAGE_MALFORMED'],
    [
      'a mask as text',
      UpdateUserRequestSchema,
      `{"updateMask":"${'a,'.repeat(20_000)}"}`,
      'MESSAGE_MALFORMED',
    ],
  ];
  for (const [what, schema, text, reason] of cases) t.equal(json(schema, text), reason, what);
});

t.test('a short list over its limit is left to validation', async (t) => {
  t.equal(binary(CreatePostRequestSchema, repeated(4, 2, [0], 5)), 'counted');
});

t.test('any bytes that are counted and decode hold no more than was counted', async (t) => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc.constantFrom(
      [0x0a, 0],
      [0x0a, 2, 0x18, 1],
      [0x12, 1, 65],
      [0x08, 1],
      [0x0d, 0, 0, 0, 0],
      [0x0b],
      [0x0c],
    ),
  );
  const plan = messagePlan(RecordActionsRequestSchema);
  let decoded = 0;
  fc.assert(
    fc.property(fc.array(piece, { minLength: 2, maxLength: 40 }), fc.nat({ max: 1_000 }), (pieces, times) => {
      const part = Buffer.concat([...pieces.map((each) => Buffer.from(each)), Buffer.from([0x0a, 0])]);
      const bytes = Buffer.concat(Array(Math.ceil((uncountedBytes + times) / part.length) + 1).fill(part));
      if (bytes.length > 100_000 || binary(RecordActionsRequestSchema, bytes) !== 'counted') return;
      try {
        const { actions, $unknown = [] } = fromBinary(RecordActionsRequestSchema, bytes);
        decoded += 1;
        return actions.length <= 500 && actions.length + $unknown.length <= plan.maxRecords + 1_000;
      } catch {
        return;
      }
    }),
    { numRuns: 500 },
  );
  t.ok(decoded > 0, `${decoded} decoded`);
});

t.test('any JSON that is counted and parses holds no more than its lists may', async (t) => {
  const text = fc.json({ maxDepth: 4 });
  let parsed = 0;
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 400 }), (value, times) => {
      const whole = `{"userIds":[${Array(times).fill('"1"').join(',')}],"x":${value},"y":"${' '.repeat(uncountedBytes)}"}`;
      if (json(BatchGetUsersRequestSchema, whole) !== 'counted') return times > 100;
      parsed += 1;
      return (
        fromJsonString(BatchGetUsersRequestSchema, whole, { ignoreUnknownFields: true }).userIds.length <= 100
      );
    }),
    { numRuns: 300 },
  );
  t.ok(parsed > 0, `${parsed} parsed`);
});

t.test('a refusal names the list and its limit', async (t) => {
  const bytes = Buffer.from('\n\0'.repeat(2_000), 'latin1');
  t.throws(() => countBinary(messagePlan(BatchGetUsersRequestSchema), bytes), {
    rawMessage: 'user_ids: must contain no more than 100 item(s)',
  } as ConnectError);
});

/** A record, repeated. */
function repeated(field: number, wireType: WireType, value: number[], times: number): Uint8Array {
  const one = Buffer.concat([new BinaryWriter().tag(field, wireType).finish(), Buffer.from(value)]);
  return Buffer.concat(Array(times).fill(one));
}

function inOne(bytes: Uint8Array): Uint8Array {
  return new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(bytes).finish();
}

function maskOf(paths: number): Uint8Array {
  const { number } = UpdateUserRequestSchema.field.updateMask;
  return new BinaryWriter()
    .tag(number, WireType.LengthDelimited)
    .bytes(repeated(1, 2, [0], paths))
    .finish();
}
