// gen/openapi.json says of every RPC what the contract says.
import { readFileSync } from 'node:fs';
import { getOption } from '@bufbuild/protobuf';
import t from 'tap';
import { http } from '../../gen/ts/google/api/annotations_pb.ts';
import { fieldOf, isClientStream, nameOf, readContract, routesOf } from '../contract.ts';
import type { JsonSchema, OpenApi, Operation, Response } from './open-api.ts';

const text = readFileSync(new URL('../../gen/openapi.json', import.meta.url), 'utf8');
const api = JSON.parse(text) as OpenApi;
const operations = Object.entries(api.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
);
const operation = (id: string) => operations.find((each) => each.operation.operationId === id)!.operation;
const parameter = (id: string, name: string) => operation(id).parameters.find((each) => each.name === name);
const schema = (name: string) => api.components.schemas[name]!;
const bodyOf = (id: string) => operation(id).requestBody!.content['application/json']!.schema;
const reasons = (id: string, status: number) => {
  const response = operation(id).responses[status]!;
  const found =
    '$ref' in response ? api.components.responses[response.$ref.split('/').at(-1)!]! : (response as Response);
  return found.description.split(', ');
};

t.test('every public RPC that is not client-streaming has an operation for each HTTP rule', (t) => {
  const methods = readContract('public.binpb').services.flatMap((service) => service.methods);
  const offered = methods.filter((method) => !isClientStream(method));
  t.ok(offered.length > 60);
  for (const method of methods) {
    const routes = isClientStream(method) ? [] : routesOf(getOption(method, http));
    const found = operations.filter(
      (each) => each.operation['x-skein-rpc'] === nameOf(method).replace(/\.(?=\w+$)/, '/'),
    );
    t.same(
      found.map(({ path, verb }) => `${verb} ${path.replace(/\{\w+\}/g, '*')}`),
      routes.map(({ path, verb }) => `${verb} ${path}`),
      nameOf(method),
    );
    for (const { path, operation } of found) {
      // Every field of the request has one place.
      const body = operation.requestBody?.content['application/json']?.schema;
      const places = [
        ...operation.parameters.map(({ name }) => name.split('.')[0]),
        ...Object.keys(body?.properties ?? {}),
        ...(body?.$ref === undefined ? [] : [fieldOf(method.input, getOption(method, http).body)!.jsonName]),
      ];
      const alternatives = new Set(
        operation.parameters.flatMap(
          ({ name }) =>
            method.input.fields
              .find(({ jsonName }) => jsonName === name)
              ?.oneof?.fields.map(({ jsonName }) => jsonName) ?? [],
        ),
      );
      const missing = method.input.fields.filter(
        ({ jsonName }) => !places.includes(jsonName) && !alternatives.has(jsonName),
      );
      t.same(
        missing.map(({ name }) => name),
        [],
        `${nameOf(method)}: ${path} takes every field`,
      );
    }
  }
  t.end();
});

t.test('operation ids are unique, and every reference leads to something', (t) => {
  const ids = operations.map(({ operation }) => operation.operationId);
  t.equal(new Set(ids).size, ids.length);
  for (const [, reference] of text.matchAll(/"\$ref": "#\/([^"]+)"/g)) {
    const target = reference!
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], api);
    if (target === undefined) t.fail(`nothing is at ${reference}`);
  }
  t.notMatch(text, /skein\.[a-z]+\.mesh\./, 'nothing of the mesh is shown');
  t.end();
});

t.test('values have the types of protobuf JSON', (t) => {
  const counts = schema('skein.post.v1.PostCounts').properties!;
  t.match(counts.likeCount, { type: 'string', format: 'int64' }, '64 bits are text');
  t.match(schema('skein.post.v1.Post').properties!.createTime, { type: 'string', format: 'date-time' });
  t.same(schema('skein.post.v1.TombstoneReason').enum, [
    'TOMBSTONE_REASON_UNSPECIFIED',
    'TOMBSTONE_REASON_UNAVAILABLE',
    'TOMBSTONE_REASON_MUTED',
  ]);
  t.match(schema('skein.ops.v1.DeadLetter').properties!.value, { type: 'string', contentEncoding: 'base64' });
  t.match(parameter('UserService_UpdateUser', 'updateMask'), {
    in: 'query',
    required: true,
    schema: { type: 'string' },
  });
  t.match(schema('skein.ops.v1.Figure').properties!.labels, { additionalProperties: { type: 'string' } });
  t.end();
});

t.test('the rules of the contract are limits of the schema', (t) => {
  t.match(parameter('PostService_ListReplies', 'pageSize')!.schema, { minimum: 0, maximum: 100 });
  t.match(parameter('PostService_BatchGetPosts', 'postIds'), {
    required: true,
    schema: { minItems: 1, maxItems: 100, items: { minLength: 1, maxLength: 64 } },
  });
  t.match(parameter('PostService_GetPost', 'postId'), { in: 'path', required: true });
  const signUp = bodyOf('AuthService_SignUp');
  t.same(signUp.required, ['handle', 'password']);
  t.match(signUp.properties!.handle, { pattern: '^[A-Za-z0-9_]{1,30}$' });
  const email: JsonSchema = signUp.properties!.email!;
  t.match(
    email.anyOf,
    [{ format: 'email', maxLength: 254 }, { const: '' }],
    'an empty text counts as absent',
  );
  t.match(schema('skein.user.v1.Account').properties!.role, { readOnly: true });
  t.end();
});

t.test('an operation says who may call it, how large a request may be, and why it fails', (t) => {
  t.same(operation('PostService_GetPost').security, [{}, { token: [] }], 'a token is optional');
  t.equal(operation('PostService_CreatePost').security, undefined, 'the token of the whole API');
  t.match(operation('PostService_CreatePost'), {
    'x-skein-access': 'ACCESS_USER',
    'x-skein-max-request-bytes': 65_536,
    'x-skein-max-timeout-ms': 60_000,
    'x-skein-call-cost': 1,
  } satisfies Partial<Operation>);
  t.same(reasons('PostService_CreatePost', 403), ['BLOCKED'], 'from its comment');
  t.ok(reasons('OpsService_GetFigures', 403).includes('ROLE_REQUIRED'), 'from its access');
  t.ok(reasons('PostService_ListReplies', 400).includes('PAGE_TOKEN_INVALID'), 'from its fields');
  t.same(operation('PostService_CreatePost').responses[429], {
    $ref: '#/components/responses/RESOURCE_EXHAUSTED',
  });
  t.same(reasons('PostService_CreatePost', 413), ['MESSAGE_TOO_LARGE']);
  t.same(reasons('PostService_CreatePost', 431), ['MESSAGE_MALFORMED']);
  t.hasProp(api.components.responses.RESOURCE_EXHAUSTED!.headers, 'retry-after');
  t.end();
});

t.test('a stream is lines of JSON or server-sent events', (t) => {
  const { content } = operation('TimelineService_StreamHomeTimeline').responses[200] as Response;
  t.same(Object.keys(content), ['application/json', 'text/event-stream']);
  t.end();
});
