import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { inProcessTransport } from '../rpc/in-process.ts';
import { intercept } from '../rpc/intercept.ts';
import { startTraces } from './traces.ts';

interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  status: { code?: number; message?: string };
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** A collector that records what it receives. */
async function collector() {
  const spans: SentSpan[] = [];
  const resources: string[] = [];
  const paths: string[] = [];
  const server = createServer(async (request, response) => {
    paths.push(`${request.method} ${request.url}`);
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
    for (const { resource, scopeSpans } of body.resourceSpans) {
      resources.push(JSON.stringify(resource.attributes));
      for (const scope of scopeSpans) spans.push(...scope.spans);
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { spans, resources, paths, endpoint, close: () => new Promise((resolve) => server.close(resolve)) };
}

const CALLER = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const traceparent = `00-${CALLER.traceId}-${CALLER.spanId}-01`;

t.test('a call across services is one trace, sent to the collector', async (t) => {
  const { spans, resources, paths, endpoint, close } = await collector();
  const traces = await startTraces({ endpoint, service: 'post', version: '1.2.3' });

  const inner = inProcessTransport([
    {
      service: ProbeService,
      impl: intercept(
        ProbeService,
        {
          unary: () => {
            throw new ConnectError('no such post', Code.NotFound);
          },
        } as never,
        [traces.interceptor],
      ),
    },
  ]);
  const outer = inProcessTransport([
    {
      service: ProbeService,
      impl: intercept(
        ProbeService,
        {
          unary: async () => {
            await null;
            await createClient(ProbeService, inner)
              .unary({}, { headers: traces.outgoing() })
              .catch(() => {});
            return {};
          },
        } as never,
        [traces.interceptor],
      ),
    },
  ]);
  t.strictSame(traces.outgoing(), {}, 'outside of calls there is nothing to pass on');
  await createClient(ProbeService, outer).unary({}, { headers: { traceparent, 'x-request-id': 'r-1' } });
  await traces.close();
  await close();

  t.strictSame(paths, ['POST /v1/traces']);
  t.match(resources[0], /"service.name".*"post"/);
  const [second, first] = spans as [SentSpan, SentSpan];
  t.equal(spans.length, 2);
  const name = 'skein.probe.mesh.v1.ProbeService/Unary';
  t.match(first, { name, kind: 2, traceId: CALLER.traceId, parentSpanId: CALLER.spanId });
  t.match(second, { name, kind: 2, traceId: CALLER.traceId, parentSpanId: first.spanId });
  const attributes = (span: SentSpan) =>
    Object.fromEntries(span.attributes.map(({ key, value }) => [key, value]));
  t.match(attributes(first), {
    'rpc.method': { stringValue: 'Unary' },
    'skein.request_id': { stringValue: 'r-1' },
    'rpc.grpc.status_code': { intValue: 0 },
  });
  t.match(attributes(second), { 'rpc.grpc.status_code': { intValue: Code.NotFound } });
  t.match(second.status, { code: 2, message: 'no such post' });
});

t.test("a caller's decision not to record is followed", async (t) => {
  const { spans, endpoint, close } = await collector();
  const traces = await startTraces({ endpoint, service: 'post', version: '1' });
  let outgoing: unknown;
  const unary = () => {
    outgoing = traces.outgoing();
    return {};
  };
  const impl = { unary } as never;
  const transport = inProcessTransport([
    { service: ProbeService, impl: intercept(ProbeService, impl, [traces.interceptor]) },
  ]);
  const unsampled = `00-${CALLER.traceId}-${CALLER.spanId}-00`;
  await createClient(ProbeService, transport).unary({}, { headers: { traceparent: unsampled } });
  await traces.close();
  await close();
  t.match(outgoing, { traceparent: new RegExp(`^00-${CALLER.traceId}-[0-9a-f]{16}-00$`) }, 'and passed on');
  t.equal(spans.length, 0);
});

t.test('without an endpoint there are no traces and no cost', async (t) => {
  const traces = await startTraces({ endpoint: '', service: 'post', version: '1' });
  t.equal(traces.interceptor({} as never), undefined);
  t.strictSame(traces.outgoing(), {});
  await traces.close();
});

t.test('an unreachable collector breaks no call and no shut-down', async (t) => {
  const { endpoint, close } = await collector();
  await close();
  const errors: unknown[] = [];
  const traces = await startTraces({
    endpoint,
    service: 'post',
    version: '1',
    timeoutMs: 100,
    onError: (error) => errors.push(error),
  });
  const impl = intercept(ProbeService, { unary: () => ({ text: 'fine' }) } as never, [traces.interceptor]);
  const client = createClient(ProbeService, inProcessTransport([{ service: ProbeService, impl }]));
  t.equal((await client.unary({})).text, 'fine');
  const start = performance.now();
  await traces.close();
  t.ok(performance.now() - start < 2000, 'the wait is bounded');
  t.equal(errors.length, 1);
});
