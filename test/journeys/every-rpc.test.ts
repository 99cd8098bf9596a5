import {
  create,
  type DescMethod,
  fromBinary,
  fromJson,
  type JsonValue,
  toJsonString,
} from '@bufbuild/protobuf';
import { base64Decode } from '@bufbuild/protobuf/wire';
import t from 'tap';
import { ErrorInfoSchema } from '../../gen/ts/google/rpc/error_details_pb.ts';
import { Access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../platform/auth/access.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';
import { pathOf } from '../../services/hosting/examples.ts';
import { services } from '../../services/registry.ts';
import { rawCaller } from './bad-input/caller.ts';
import { castLimits, makeCast } from './bad-input/cast.ts';
import { collectExamples } from './bad-input/collect.ts';
import { rightCaller } from './bad-input/rows/everywhere.ts';
import { openMint } from './bad-input/tokens.ts';
import { runNetwork } from './network.ts';

const methods = services.all.flatMap((entry) => entry.public).flatMap((service) => service.methods);

interface Answer {
  readonly status: number;
  /** The first message, or the error. */
  readonly json: JsonValue | undefined;
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
}

type ErrorJson = { code?: string; details?: { type: string; value: string }[] };

/** Connect with JSON as curl sends it; for streams each message is in an envelope. */
async function call(
  url: string,
  method: DescMethod,
  body: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const streams = method.methodKind !== 'unary';
  const controller = new AbortController();
  const answer = await fetch(`${url}${pathOf(method)}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': streams ? 'application/connect+json' : 'application/json' },
    body: streams ? new Uint8Array(enveloped(0, Buffer.from(body))) : body,
    signal: controller.signal,
  });
  if (!streams) {
    const json = (await answer.json()) as JsonValue;
    return { status: answer.status, json, ...(answer.ok ? {} : errorOf(json as ErrorJson)) };
  }
  const { flags, text } = await firstEnvelope(answer.body!);
  controller.abort();
  const json = JSON.parse(text) as { error?: ErrorJson } & JsonValue;
  // The envelope with the flag 2 ends a stream.
  return { status: answer.status, json, ...(flags & 2 ? errorOf(json.error ?? {}) : {}) };
}

function errorOf({ code, details = [] }: ErrorJson): Pick<Answer, 'code' | 'reason'> {
  const infos = details.filter(({ type }) => type === ErrorInfoSchema.typeName);
  const [info] = infos.map(({ value }) => fromBinary(ErrorInfoSchema, base64Decode(value)));
  return { code, reason: info?.reason };
}

async function firstEnvelope(body: AsyncIterable<Uint8Array>): Promise<{ flags: number; text: string }> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of body) {
    bytes = Buffer.concat([bytes, chunk]);
    const whole = bytes.length >= 5 && bytes.length >= 5 + bytes.readUInt32BE(1);
    if (whole) return { flags: bytes[0]!, text: bytes.subarray(5, 5 + bytes.readUInt32BE(1)).toString() };
  }
  throw new Error(`the answer ended after ${bytes.length} bytes`);
}

t.setTimeout(60_000);

t.test('every public RPC by Connect-JSON', async (t) => {
  const dataDir = t.testdir();
  const network = await runNetwork(dataDir, castLimits);
  t.teardown(() => network.close());
  const { httpUrl } = network;
  const caller = rawCaller(network.grpcAddress);
  t.teardown(() => caller.close());
  const cast = await makeCast(network, caller, await openMint(dataDir));
  const examples = await collectExamples(services, cast);
  const good = new Map(examples.good.map((one) => [one.method, one]));
  const unserved = methods.filter((method) => !good.has(method));
  t.comment(`${methods.length} RPCs, ${unserved.length} of them not served yet`);

  await t.test(
    'refuses a forged token, no token, and invalid JSON, with a reason in the details',
    async (t) => {
      for (const method of methods) {
        const served = good.has(method);
        const expectRefusal = async (
          wrong: string,
          headers: Record<string, string>,
          body: string,
          wanted: string[],
        ) => {
          const { code, reason } = await call(httpUrl, method, body, headers);
          t.same(
            [code, reason],
            served ? wanted : ['unimplemented', 'UNIMPLEMENTED'],
            `${pathOf(method)}: ${wrong}`,
          );
        };
        const forged = { authorization: 'Bearer a.b.c' };
        await expectRefusal('a forged token', forged, '{}', ['unauthenticated', 'TOKEN_INVALID']);
        if (accessOf(method) !== Access.OPEN)
          await expectRefusal('nobody', {}, '{}', ['unauthenticated', 'TOKEN_MISSING']);
        if (method.methodKind === 'unary') {
          const { status, code, reason } = await call(httpUrl, method, '{"', {});
          t.same(
            [status, code, reason],
            [400, 'invalid_argument', 'MESSAGE_MALFORMED'],
            `${pathOf(method)}: half a JSON`,
          );
        }
      }
    },
  );

  await t.test('answers a valid request with a message of its type', async (t) => {
    for (const one of good.values()) {
      if (!methods.includes(one.method)) continue;
      const body = toJsonString(one.method.input, create(one.method.input, one.request));
      const { status, json, reason } = await call(httpUrl, one.method, body, { ...rightCaller(cast, one) });
      t.same([status, reason], [200, undefined], pathOf(one.method));
      t.doesNotThrow(() => fromJson(one.method.output, json!), `${pathOf(one.method)} decodes`);
    }
  });
});
