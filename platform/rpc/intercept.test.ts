import {
  Code,
  type ConnectError,
  createClient,
  type HandlerContext,
  type ServiceImpl,
} from '@connectrpc/connect';
import t from 'tap';
import { BadRequestSchema } from '../../gen/ts/google/rpc/error_details_pb.ts';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { DomainError } from '../domain-error.ts';
import { reasonOf } from '../errors.ts';
import { settle, until } from '../testing/until.ts';
import { type Call, currentCall } from './call.ts';
import { drain, each, errorOf } from './conformance/outcomes.ts';
import { probe } from './conformance/probe.ts';
import { grpcServer } from './grpc-server.ts';
import { grpcTransport } from './grpc-transport.ts';
import { requestIdHeader, serviceTokenHeader } from './headers.ts';
import { hosted } from './host.ts';
import { inProcessTransport } from './in-process.ts';
import { type Interceptor, intercept } from './intercept.ts';
import { deadline } from './interceptors/deadline.ts';
import { type AccessRecord, type CallLabels, observe } from './interceptors/observe.ts';
import { validate } from './interceptors/validate.ts';
import { timeoutsOf } from './method-options.ts';
import { forwarding } from './outgoing.ts';

type Probe = ServiceImpl<typeof ProbeService>;

function clientOf(impl: Partial<Probe>, interceptors: readonly Interceptor[]) {
  const wrapped = intercept(ProbeService, impl as Probe, interceptors);
  return createClient(ProbeService, inProcessTransport([hosted(ProbeService, wrapped)], { freeze: true }));
}

/** Records the order of events. */
function recorder(trace: string[]) {
  return (name: string, waits = false): Interceptor => {
    const interception = {
      finish: (error: ConnectError | undefined) => {
        trace.push(`${name} ${error === undefined ? 'ok' : Code[error.code]}`);
      },
    };
    return () => {
      trace.push(name);
      return waits ? settle(1).then(() => interception) : interception;
    };
  };
}

t.test('interceptors run in order before the handler, and see the end in reverse, once', async (t) => {
  const trace: string[] = [];
  const record = recorder(trace);
  const { impl } = probe();
  const client = clientOf(impl, [record('a'), record('b', true), record('c')]);
  await client.unary({});
  t.same(trace.splice(0), ['a', 'b', 'c', 'c ok', 'b ok', 'a ok']);
  await drain(client.serverStream({ count: 3 }));
  t.same(trace.splice(0), ['a', 'b', 'c', 'c ok', 'b ok', 'a ok']);
  await client.clientStream(each({}, {}));
  t.same(trace.splice(0), ['a', 'b', 'c', 'c ok', 'b ok', 'a ok']);
  await errorOf(client.unary({ behavior: { code: Code.NotFound } }));
  t.same(trace.splice(0).slice(3), ['c NotFound', 'b NotFound', 'a NotFound']);
});

t.test('an interceptor that refuses ends the call: earlier ones see it, later ones do not run', async (t) => {
  const trace: string[] = [];
  const record = recorder(trace);
  const refuse: Interceptor = () => {
    throw new DomainError('BLOCKED', 'blocked');
  };
  const { impl, witness } = probe();
  const client = clientOf(impl, [record('a'), refuse, record('c')]);
  for (const error of [
    await errorOf(client.unary({})),
    (await drain(client.serverStream({ count: 1 }))).error,
    await errorOf(client.clientStream(each({}))),
  ]) {
    t.equal(reasonOf(error), 'BLOCKED');
  }
  t.same(trace, ['a', 'a PermissionDenied', 'a', 'a PermissionDenied', 'a', 'a PermissionDenied']);
  t.equal(witness.started, 0);
});

t.test('a reader that leaves ends the call as CANCELLED for its interceptors', async (t) => {
  const trace: string[] = [];
  const { impl } = probe();
  const client = clientOf(impl, [recorder(trace)('a')]);
  const giveUp = new AbortController();
  const reader = client.serverStream({ count: 9 }, { signal: giveUp.signal })[Symbol.asyncIterator]();
  await reader.next();
  giveUp.abort();
  await until('the end', () => trace.length === 2);
  t.same(trace, ['a', 'a Canceled']);
});

t.test('a call cancelled during the interceptors does not reach its handler', async (t) => {
  const { impl, witness } = probe();
  const gates: (() => void)[] = [];
  const waits: Interceptor = () => new Promise<void>((resolve) => gates.push(resolve));
  const client = clientOf(impl, [waits]);
  for (const call of [
    (signal: AbortSignal) => client.unary({}, { signal }),
    (signal: AbortSignal) => drain(client.serverStream({ count: 1 }, { signal })),
  ]) {
    const stop = new AbortController();
    const answer = call(stop.signal);
    await until('the interceptor to wait', () => gates.length === 1);
    stop.abort();
    gates.splice(0)[0]!();
    await Promise.allSettled([answer]);
    await settle();
  }
  t.equal(witness.started, 0);
});

t.test('messages that break rules of the contract are refused with every broken field', async (t) => {
  const { impl, witness } = probe();
  const client = clientOf(impl, [validate()]);
  const broken = { behavior: { code: 99, payloadBytes: -1 }, text: 'x'.repeat(101) };
  const error = await errorOf(client.unary(broken));
  t.equal(error.code, Code.InvalidArgument);
  t.equal(reasonOf(error), 'FIELD_INVALID');
  const fields = error.findDetails(BadRequestSchema)[0]?.fieldViolations.map(({ field }) => field);
  t.same(fields?.sort(), ['behavior.code', 'behavior.payload_bytes', 'text']);
  t.equal(witness.started, 0);

  const streamed = await errorOf(client.clientStream(each({}, {}, { behavior: { code: 99 } }, {})));
  t.equal(reasonOf(streamed), 'FIELD_INVALID');
  t.equal(witness.received, 2);
  t.equal((await drain(client.serverStream({ count: -1 }))).error?.code, Code.InvalidArgument);
  t.equal((await client.unary({ text: 'x'.repeat(100) })).text.length, 100);
});

t.test('a handler that swallows a refused message fails all the same', async (t) => {
  const client = clientOf(
    {
      async clientStream(requests) {
        try {
          for await (const _ of requests);
        } catch {}
        return {};
      },
    },
    [validate()],
  );
  t.equal(reasonOf(await errorOf(client.clientStream(each({ behavior: { code: 99 } })))), 'FIELD_INVALID');
});

t.test(
  'a call with a single response gets a deadline, and long ones are capped; streams keep theirs',
  async (t) => {
    const { impl, witness } = probe();
    const client = clientOf(impl, [deadline(() => ({ defaultMs: 40, maxMs: 60_000 }))]);
    t.equal((await errorOf(client.unary({ behavior: { hang: true } }))).code, Code.DeadlineExceeded);
    t.equal(
      (await errorOf(client.clientStream(each({ behavior: { hang: true } })))).code,
      Code.DeadlineExceeded,
    );
    t.equal(witness.aborted.length, 2);
    t.ok(Number((await client.unary({}, { timeoutMs: 900_000 })).timeoutMs) <= 60_000);
    t.ok(Number((await client.unary({}, { timeoutMs: 30_000 })).timeoutMs) > 20_000);
  },
);

t.test('a call has the deadlines that the contract gives its RPC', async (t) => {
  const leftMs: number[] = [];
  const typeahead = (_: unknown, context: HandlerContext) => {
    leftMs.push(context.timeoutMs()!);
    return {};
  };
  const impl = intercept(SearchService, { typeahead } as never, [deadline()]);
  const client = createClient(SearchService, inProcessTransport([hosted(SearchService, impl)]));
  await client.typeahead({});
  await client.typeahead({}, { timeoutMs: 900_000 });
  await client.typeahead({}, { timeoutMs: 1_000 });
  const { defaultMs, maxMs } = timeoutsOf(SearchService.method.typeahead)!;
  t.strictSame([defaultMs, maxMs], [5_000, 5_000]);
  for (const [index, limitMs] of [defaultMs, maxMs, 1_000].entries())
    t.ok(leftMs[index]! > 0 && leftMs[index]! <= limitMs, `${leftMs[index]} of ${limitMs} ms`);
});

t.test('every call is counted, timed and logged with its method, code and request id', async (t) => {
  let nowMs = 0;
  const counted: CallLabels[] = [];
  const timed: number[] = [];
  const logged: AccessRecord[] = [];
  const { impl } = probe();
  const client = clientOf(impl, [
    observe({
      monotonicMs: () => (nowMs += 5),
      counter: (labels) => counted.push(labels),
      histogram: (_labels, durationMs) => timed.push(durationMs),
      log: { wants: () => true, write: (record) => logged.push(record) },
    }),
    validate(),
  ]);
  await client.unary({}, { headers: { [requestIdHeader]: 'abc-1' } });
  await errorOf(client.unary({ text: 'fault' }, { headers: { [requestIdHeader]: 'no good\tid' } }));
  await errorOf(client.unary({ behavior: { code: 99 } }));
  t.same(counted, [
    { method: 'skein.probe.mesh.v1.ProbeService/Unary', code: 'ok' },
    { method: 'skein.probe.mesh.v1.ProbeService/Unary', code: 'internal' },
    { method: 'skein.probe.mesh.v1.ProbeService/Unary', code: 'invalid_argument' },
  ]);
  t.same(timed, [5, 5, 5]);
  t.equal(logged[0]?.requestId, 'abc-1');
  t.match(logged[1], { requestId: /^[\da-f-]{36}$/, reason: 'INTERNAL', error: 'internal error' });
  t.match(logged[1]?.cause, { message: /password/ });
});

t.test('an internal error carries the request id, by which the log has its cause', async (t) => {
  const { impl } = probe();
  const client = clientOf(impl, []);
  const error = await errorOf(client.unary({ text: 'fault' }, { headers: { [requestIdHeader]: 'abc-2' } }));
  t.equal(error.metadata.get(requestIdHeader), 'abc-2');
});

t.test('outgoing calls carry request id, user, deadline and cancellation, and add the service', async (t) => {
  const seen: { headers: Headers; timeoutMs: number | undefined; signal: AbortSignal }[] = [];
  const back: Partial<Probe> = {
    async unary({ behavior }, context: HandlerContext) {
      seen.push({ headers: context.requestHeader, timeoutMs: context.timeoutMs(), signal: context.signal });
      if (behavior?.hang) await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      return {};
    },
  };
  const server = await grpcServer([hosted(ProbeService, back)]).listen({ bind: '127.0.0.1', port: 0 });
  const wire = grpcTransport({ address: `127.0.0.1:${server.port}` });
  const calls: (Call | undefined)[] = [];
  for (const transport of [wire, inProcessTransport([hosted(ProbeService, back)])]) {
    const inner = createClient(ProbeService, forwarding(transport, { serviceToken: async () => 'svc' }));
    const client = clientOf(
      {
        unary({ behavior }) {
          calls.push(currentCall());
          return inner.unary({ behavior });
        },
        async *serverStream() {
          await inner.unary({});
          yield { sequence: 1 };
          await inner.unary({});
        },
      },
      [],
    );
    const headers = { [requestIdHeader]: 'r-1', authorization: 'Bearer user' };
    await client.unary({}, { headers, timeoutMs: 5_000 });
    t.equal(seen[0]?.headers.get(requestIdHeader), 'r-1');
    t.equal(seen[0]?.headers.get('authorization'), 'Bearer user');
    t.equal(seen[0]?.headers.get(serviceTokenHeader), 'Bearer svc');
    t.ok(seen[0]!.timeoutMs! > 0 && seen[0]!.timeoutMs! <= 5_000);
    t.match(calls[0], { requestId: 'r-1', userToken: 'user', method: ProbeService.method.unary });

    const giveUp = new AbortController();
    const hanging = errorOf(client.unary({ behavior: { hang: true } }, { signal: giveUp.signal }));
    await until('the inner call', () => seen.length === 2);
    giveUp.abort();
    t.equal((await hanging).code, Code.Canceled);
    await until('the inner signal', () => seen[1]!.signal.aborted);

    await drain(client.serverStream({}, { headers }));
    t.same(
      seen.slice(2).map((call) => call.headers.get(requestIdHeader)),
      ['r-1', 'r-1'],
      'every step of a stream is part of the call',
    );
    seen.length = 0;
    calls.length = 0;
    await inner.unary({});
    t.equal(seen[0]?.headers.get(requestIdHeader), null, 'outside of calls nothing is made up');
    seen.length = 0;
  }
  wire.close();
  await server.close({ graceMs: 1_000 });
  t.equal(currentCall(), undefined);
});

t.test('handlers and interceptors that do not wait add no promise to a call', async (t) => {
  const wrapped = intercept(ProbeService, { unary: () => ({ text: 'now' }) } as unknown as Probe, [() => {}]);
  const context = { requestHeader: new Headers() } as unknown as HandlerContext;
  t.same(wrapped.unary({} as never, context), { text: 'now' });
});

t.test('messages are immutable in tests', async (t) => {
  const client = clientOf(
    {
      unary(request) {
        request.text = 'changed';
        return {};
      },
    },
    [],
  );
  t.equal((await errorOf(client.unary({ text: 'mine' }))).code, Code.Internal);
});
