import { type DescMethod, fromJson } from '@bufbuild/protobuf';
import t from 'tap';
import { Access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../platform/auth/access.ts';
import { maxRequestBytes } from '../../platform/rpc/requests/max-request-bytes.ts';
import { isClientStream } from '../../proto/contract.ts';
import { pathOf } from '../../services/hosting/examples.ts';
import { services } from '../../services/registry.ts';
import { rawCaller } from '../journeys/bad-input/caller.ts';
import { castLimits, makeCast, maxFollowing } from '../journeys/bad-input/cast.ts';
import { collectExamples } from '../journeys/bad-input/collect.ts';
import { rightCaller } from '../journeys/bad-input/rows/everywhere.ts';
import { openMint } from '../journeys/bad-input/tokens.ts';
import { emptyRequest, jsonRequest } from './json-request.ts';
import { type Answer, type Request, runEdge } from './running-edge.ts';

const methods = services.all
  .flatMap((entry) => entry.public)
  .flatMap((service) => service.methods)
  .filter((method) => !isClientStream(method));
const isUnary = (method: DescMethod | undefined): method is DescMethod =>
  method?.methodKind === 'unary' && methods.includes(method);

interface StatusJson {
  readonly details?: readonly { readonly reason?: string; readonly domain?: string }[];
}

/** The HTTP status, and the reason of a google.rpc.Status: `401 TOKEN_MISSING`. */
function outcomeOf({ status, text }: Answer): string {
  if (status === 200) return 'OK';
  const { details = [] } = JSON.parse(text) as StatusJson;
  return `${status} ${details.find(({ domain }) => domain === 'skein')?.reason}`;
}

/** Undefined for a field mask that JSON cannot express. */
function asJson(method: DescMethod, request: object): Request | undefined {
  try {
    return jsonRequest(method, request);
  } catch {
    return undefined;
  }
}

/** Bad requests that HTTP/JSON cannot express: the body is the account, and an empty mask is no parameter. */
const notInJson = ['no account', 'a mask of ""'];

t.setTimeout(180_000);

t.test('every public RPC by HTTP/JSON through the edge', async (t) => {
  const edge = await runEdge(t, { env: { ...castLimits, SKEIN_MAX_FOLLOWING: String(maxFollowing) } });
  const caller = rawCaller(edge.network.grpcAddress);
  t.teardown(() => caller.close());
  const mint = await openMint(edge.network.dataDir);
  const cast = await makeCast(edge.network, caller, mint);
  const examples = await collectExamples(services, cast);
  const served = new Set(examples.good.map(({ method }) => method));
  t.comment(
    `${methods.length} RPCs, ${methods.filter((method) => !served.has(method)).length} of them not served yet`,
  );
  const send = (request: Request, headers: Record<string, string>) =>
    edge.call({ ...request, headers: { ...request.headers, ...headers } });

  /** Answers that differ, as `path: what was wrong: answer`. Names of rows have characters that break TAP. */
  let faults: string[] = [];
  const expect = (method: DescMethod, wrong: string, answer: Answer, wanted: string) => {
    const found = outcomeOf(answer);
    if (found !== wanted) faults.push(`${pathOf(method)}: ${wrong}: ${found}, not ${wanted}`);
  };
  t.beforeEach(() => {
    faults = [];
  });

  await t.test(
    'refuses wrong tokens, too large and malformed bodies, and no service sees them',
    async (t) => {
      const calls = () => edge.figure('cluster\\.front_grpc\\.upstream_rq_total');
      const before = await calls();
      const bearer = { ...cast.ada, sessionId: '1' };
      const bad = await mint.badUserTokens(bearer);
      const expired = await mint.expiredUserToken(bearer);
      const as = (token: string) => ({ authorization: `Bearer ${token}` });
      for (const method of methods) {
        const request = emptyRequest(method);
        // Anyone may call an open RPC, but not with a wrong token.
        for (const [wrong, token] of Object.entries(bad))
          expect(method, wrong, await send(request, as(token)), '401 TOKEN_INVALID');
        expect(method, 'an expired token', await send(request, as(expired)), '401 TOKEN_EXPIRED');
        if (accessOf(method) !== Access.OPEN)
          expect(method, 'nobody', await send(request, {}), '401 TOKEN_MISSING');
        if (request.body === undefined) continue;
        const body = JSON.stringify({ unknown: 'x'.repeat(maxRequestBytes(method)) });
        expect(
          method,
          'too large',
          await send({ ...request, body }, cast.as(cast.ada)),
          '413 MESSAGE_TOO_LARGE',
        );
        const half = await send({ ...request, body: '{"' }, cast.as(cast.ada));
        expect(method, 'half a JSON', half, '400 MESSAGE_MALFORMED');
      }
      t.strictSame(faults, []);
      t.equal(await calls(), before, 'no service received a call');
    },
  );

  await t.test('answers bad requests with the reason of the service', async (t) => {
    const rows = examples.bad.filter(
      ({ method, request }) => isUnary(method) && !(request instanceof Uint8Array),
    );
    let sent = 0;
    for (const { method, request, as, reason, wrong } of rows) {
      const made = asJson(method!, request);
      // Without its variable a path is another one.
      if (
        made === undefined ||
        notInJson.includes(wrong) ||
        reason === 'OK' ||
        /\/(?=[/:?]|$)/.test(made.path.slice(1))
      )
        continue;
      sent += 1;
      const found = outcomeOf(await send(made, as as Record<string, string>));
      // The edge refuses a NUL in a path and an unknown enum before the service does.
      const isEarlier = found === '400 MESSAGE_MALFORMED' && /%00|=\d+$/.test(made.path);
      if (!isEarlier && !found.endsWith(` ${reason}`))
        faults.push(`${pathOf(method!)}: ${wrong}: ${found}, not ${reason}`);
    }
    t.strictSame(faults, []);
    t.comment(`${sent} of ${rows.length} bad requests`);
    t.ok(sent > rows.length / 2, 'most were sent');
  });

  await t.test('answers a good request with a message of the contract', async (t) => {
    for (const one of examples.good.filter(({ method }) => isUnary(method))) {
      const answer = await send(
        jsonRequest(one.method, one.request),
        rightCaller(cast, one) as Record<string, string>,
      );
      expect(one.method, 'a good request', answer, 'OK');
      if (answer.status === 200) fromJson(one.method.output, JSON.parse(answer.text));
    }
    t.strictSame(faults, []);
  });

  await t.test('answers UNIMPLEMENTED for services that do not run yet', async (t) => {
    for (const method of methods.filter((method) => isUnary(method) && !served.has(method)))
      expect(
        method,
        'not served',
        await send(emptyRequest(method), cast.as(cast.operator)),
        '501 UNIMPLEMENTED',
      );
    t.strictSame(faults, []);
  });
});
