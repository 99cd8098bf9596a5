import { setTimeout as pause } from 'node:timers/promises';
import { create, type Message, toBinary } from '@bufbuild/protobuf';
import type { Any } from '@bufbuild/protobuf/wkt';
import { ConnectError, type HandlerContext } from '@connectrpc/connect';
import {
  type ErrorDefinition,
  type Header,
  packed,
  type ResponseDefinition,
  type SuiteRequest,
  schema,
} from './schema.ts';

const requestInfo = schema('ConformancePayload.RequestInfo');
const payload = schema('ConformancePayload');

/** The suite's service, by its comments: answers as each request defines, and reports what it received. */
export const conformance = {
  unary: (request: SuiteRequest, context: HandlerContext) => single('UnaryResponse', [request], context),
  idempotentUnary: (request: SuiteRequest, context: HandlerContext) =>
    single('IdempotentUnaryResponse', [request], context),
  async clientStream(requests: AsyncIterable<SuiteRequest>, context: HandlerContext) {
    return single('ClientStreamResponse', await all(requests), context);
  },
  async *serverStream(request: SuiteRequest, context: HandlerContext) {
    yield* answers('ServerStreamResponse', request.responseDefinition, [request], context);
  },
  async *bidiStream(requests: AsyncIterable<SuiteRequest>, context: HandlerContext) {
    const incoming = requests[Symbol.asyncIterator]();
    const first = await incoming.next();
    if (first.done) return;
    const definition = first.value.responseDefinition;
    if (!first.value.fullDuplex) {
      const rest = await all({ [Symbol.asyncIterator]: () => incoming });
      yield* answers('BidiStreamResponse', definition, [first.value, ...rest], context);
      return;
    }
    begin(definition, context);
    let sent = 0;
    for (let next: IteratorResult<SuiteRequest> = first; !next.done; next = await incoming.next()) {
      const data = definition?.responseData?.[sent];
      if (data === undefined) break;
      await pause(definition!.responseDelayMs);
      yield answer('BidiStreamResponse', data, infoOf([next.value], sent === 0 ? context : undefined));
      sent += 1;
    }
    for (const data of definition?.responseData?.slice(sent) ?? []) {
      await pause(definition!.responseDelayMs);
      yield answer('BidiStreamResponse', data, undefined);
    }
    if (definition?.error)
      throw errorOf(definition.error, sent === 0 ? infoOf([first.value], context) : undefined);
  },
};

async function single(name: string, requests: readonly SuiteRequest[], context: HandlerContext) {
  const definition = requests[0]?.responseDefinition;
  begin(definition, context);
  const info = infoOf(requests, context);
  await pause(definition?.responseDelayMs ?? 0);
  const { response } = definition ?? {};
  if (response?.case === 'error') throw errorOf(response.value as ErrorDefinition, info);
  return answer(name, (response?.value as Uint8Array | undefined) ?? new Uint8Array(), info);
}

async function* answers(
  name: string,
  definition: ResponseDefinition | undefined,
  requests: readonly SuiteRequest[],
  context: HandlerContext,
) {
  begin(definition, context);
  let info: Message | undefined = infoOf(requests, context);
  for (const data of definition?.responseData ?? []) {
    await pause(definition!.responseDelayMs);
    yield answer(name, data, info);
    info = undefined;
  }
  if (definition?.error) throw errorOf(definition.error, info);
}

function begin(definition: ResponseDefinition | undefined, context: HandlerContext): void {
  append(definition?.responseHeaders, context.responseHeader);
  append(definition?.responseTrailers, context.responseTrailer);
}

function append(from: readonly Header[] | undefined, to: Headers): void {
  for (const { name, value } of from ?? []) for (const each of value) to.append(name, each);
}

/** What the handler received of a call; only the messages without a context. */
function infoOf(requests: readonly Message[], context: HandlerContext | undefined): Message {
  const info: Record<string, unknown> = { requests: requests.map(packed) };
  if (context !== undefined) {
    info.requestHeaders = [...context.requestHeader].map(([name, value]) => ({
      name,
      value: value.split(', '),
    }));
    const left = context.timeoutMs();
    if (left !== undefined) info.timeoutMs = BigInt(Math.round(left));
    if (context.requestMethod === 'GET') info.connectGetInfo = {};
  }
  return create(requestInfo, info);
}

function answer(name: string, data: Uint8Array, info: Message | undefined): Message {
  return create(schema(name), { payload: create(payload, { data, requestInfo: info }) });
}

function errorOf({ code, message, details }: ErrorDefinition, info: Message | undefined): ConnectError {
  const error = new ConnectError(message ?? '', code);
  const kept = details.map(({ typeUrl, value }: Any) => ({
    type: typeUrl.slice(typeUrl.lastIndexOf('/') + 1),
    value,
  }));
  if (info !== undefined) kept.push({ type: info.$typeName, value: toBinary(requestInfo, info) });
  error.details = kept;
  return error;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
