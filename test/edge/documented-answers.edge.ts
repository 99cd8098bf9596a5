import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';
import type { JsonSchema, OpenApi, Operation, Response } from '../../proto/openapi/open-api.ts';
import type { Placed } from '../../proto/openapi/operations.ts';
import { services } from '../../services/registry.ts';
import { leftOperations } from '../http-api/left-operations.ts';
import { castLimits } from '../journeys/bad-input/cast.ts';
import { type Bearer, openMint } from '../journeys/bad-input/tokens.ts';
import { password } from '../journeys/network.ts';
import { type Answer, type Request, runEdge } from './running-edge.ts';

/** What differs from a good request, and the statuses that fit. */
interface Case {
  /** Default: that of a new session, because a good request may end it. Empty sends none. */
  readonly token?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: string;
  readonly media?: string;
  readonly wanted: readonly number[];
}

const planned = services.all
  .filter((service) => !services.built.includes(service))
  .flatMap((service) => service.public.map(({ typeName }) => typeName));

t.setTimeout(300_000);

t.test('operations that Schemathesis leaves out give documented answers', async (t) => {
  const edge = await runEdge(t, { env: castLimits });
  const signUp = async (handle: string): Promise<Bearer> => {
    const { account, tokens } = await edge.network.as().auth.signUp({ handle, password });
    return { ...tokens!, userId: account!.user!.id };
  };
  const mint = await openMint(edge.network.dataDir);
  const ada = await signUp('ada');
  const tokens = { ...(await mint.badUserTokens(ada)), expired: await mint.expiredUserToken(ada) };
  const api = JSON.parse((await edge.call({ path: '/openapi.json' })).text, closed) as OpenApi;
  const faultOf = faultsBy(api);
  const faults: string[] = [];
  let calls = 0;
  const operations = Object.entries(api.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
  );
  for (const placed of operations) {
    const { operationId, responses } = placed.operation;
    const types = Object.keys((responses[200] as Response).content);
    const firstLine = types.includes('text/event-stream');
    if (firstLine) t.match(operationId, leftOperations, 'Schemathesis does not call a stream');
    if (!leftOperations.test(operationId)) continue;
    for (const accept of types) {
      for (const [wrong, one] of casesOf(placed.operation, tokens)) {
        calls += 1;
        const bearer = one.token === undefined ? await signUp(`p${calls}`) : ada;
        const { headers, ...request } = requestOf(placed, bearer, one);
        const answer = await edge.call({ ...request, headers: { ...headers, accept }, firstLine });
        const fault = one.wanted.includes(answer.status)
          ? faultOf(placed.operation, answer, accept)
          : `not ${one.wanted}`;
        if (fault) faults.push(`${operationId} as ${accept}: ${wrong}: ${answer.status} ${fault}`);
      }
    }
  }
  t.strictSame(faults, []);
  t.ok(calls > 100, `${calls} calls`);
});

function casesOf(operation: Operation, tokens: Readonly<Record<string, string>>): [string, Case][] {
  const isPlanned = planned.includes(operation['x-skein-rpc'].split('/')[0]!);
  const served = (status: number) => (isPlanned ? 501 : status);
  const nobody = operation['x-skein-access'] === 'ACCESS_OPEN' ? served(200) : 401;
  const tooLarge = JSON.stringify({ unknown: 'x'.repeat(operation['x-skein-max-request-bytes']) });
  const tooLong = (name: string, maxLength: number): [string, Case] => [
    `too long a ${name}`,
    { fields: { [name]: 'x'.repeat(maxLength + 1) }, wanted: [served(400), 431] },
  ];
  // Fields that are neither in the path nor in the query are sent in the body, also where the operation has none.
  const unknown = { unknown: 'x' };
  return [
    ['good', { wanted: [served(200)] }],
    ['no token', { token: '', wanted: [nobody] }],
    ...Object.entries(tokens).map(([wrong, token]): [string, Case] => [wrong, { token, wanted: [401] }]),
    ['half a JSON', { body: '{"', wanted: [400] }],
    ['a list', { body: '[]', wanted: [400] }],
    ['an unknown field', { fields: unknown, wanted: [served(200)] }],
    ['an unknown name in the query', { query: 'unknown=x', wanted: [400] }],
    ['JSON as text', { fields: unknown, media: 'text/plain', wanted: [served(200)] }],
    ['XML', { body: '<a/>', media: 'application/xml', wanted: [400] }],
    ['too large a body', { body: tooLarge, wanted: [413] }],
    ['too large a URL', { query: `unknown=${'x'.repeat(16_384)}`, wanted: [431] }],
    ...fieldsOf(operation).flatMap(({ name, schema: { maxLength } }): [string, Case][] => [
      [`another ${name}`, { fields: { [name]: 'x' }, wanted: [served(200), 400, 401, 404] }],
      ...(maxLength === undefined ? [] : [tooLong(name, maxLength)]),
    ]),
  ];
}

/** The fields of a request, in the path, the query and the body. */
function fieldsOf({ parameters, requestBody }: Operation) {
  const { properties = {}, required } = requestBody?.content['application/json']?.schema ?? {};
  const inBody = Object.entries(properties).map(([name, schema]) => {
    return { name, in: 'body', required: required?.includes(name), schema } as const;
  });
  return [...parameters, ...inBody];
}

/** A request with the required fields. */
function requestOf({ path, verb, operation }: Placed, bearer: Bearer, one: Case): Request {
  // Without its field here, the good request of an operation fails.
  const known: Record<string, string> = { sessionId: bearer.sessionId, password };
  const fields = fieldsOf(operation);
  const required = fields.filter((each) => each.required).map(({ name }) => [name, known[name] ?? '']);
  const values: Record<string, string> = { ...Object.fromEntries(required), ...one.fields };
  const valuesIn = (place: string) =>
    Object.entries(values).filter(
      ([name]) => (fields.find((each) => each.name === name)?.in ?? 'body') === place,
    );
  const query = one.query ?? String(new URLSearchParams(valuesIn('query')));
  const isSent = operation.requestBody !== undefined || valuesIn('body').length > 0;
  const body = one.body ?? (isSent ? JSON.stringify(Object.fromEntries(valuesIn('body'))) : undefined);
  const { token = bearer.accessToken, media = 'application/json' } = one;
  return {
    method: verb.toUpperCase(),
    path: `${path.replace(/\{(\w+)\}/g, (_, name) => values[name]!)}?${query}`,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      // Node does not send the length of the body of a GET or DELETE by itself.
      ...(body && { 'content-type': media, 'content-length': String(body.length) }),
    },
    ...(body && { body }),
  };
}

/** An object has only the documented properties. */
const closed = (_: string, value: JsonSchema | null) =>
  value?.type === 'object' && value.properties ? { additionalProperties: false, ...value } : value;

/** Says what of an answer is not documented: the status, the media type, the body or the reason. */
function faultsBy(api: OpenApi) {
  const formats = { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) };
  const ajv = new Ajv2020({ strict: false, logger: false, formats }).addSchema(api, 'api');
  return ({ responses }: Operation, { status, headers, text }: Answer, accept: string) => {
    const found = responses[status];
    if (found === undefined) return 'is not documented';
    const response = '$ref' in found ? api.components.responses[found.$ref.split('/').at(-1)!]! : found;
    const type = status === 200 ? accept : 'application/json';
    if (headers['content-type'] !== type) return `has the type ${headers['content-type']}`;
    const line = text.split('\n', 1)[0]!.slice(type === 'text/event-stream' ? 'data: '.length : 0);
    const body = JSON.parse(line) as { details?: { reason?: string }[] };
    if (!ajv.validate(`api${response.content[type]!.schema.$ref}`, body)) return ajv.errorsText();
    const reason = body.details?.find((detail) => detail.reason)?.reason ?? 'no reason';
    return status === 200 || response.description.split(', ').includes(reason) ? undefined : `has ${reason}`;
  };
}
