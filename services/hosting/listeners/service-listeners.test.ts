import { request } from 'node:http';
import { createClient } from '@connectrpc/connect';
import t from 'tap';
import {
  Health,
  HealthCheckResponse_ServingStatus as Status,
} from '../../../gen/ts/grpc/health/v1/health_pb.ts';
import { OpsMeshService } from '../../../gen/ts/skein/ops/mesh/v1/ops_mesh_service_pb.ts';
import { systemClock } from '../../../platform/clock.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { hosted } from '../../../platform/rpc/host.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { openServiceListeners } from './service-listeners.ts';

t.test(
  'a process whose clock is off is not ready, says why, and is ready when the clock is right again',
  async (t) => {
    const closers = closerStack();
    t.teardown(() => closers.close());
    let problem: string | undefined;
    const { grpcPort, httpPort, serve } = await openServiceListeners({
      bind: '127.0.0.1',
      grpcPort: 0,
      httpPort: 0,
      hosted: [hosted(OpsMeshService, {})],
      problem: () => problem,
      timers: systemClock,
      publicNames: [],
      operations: {
        metrics: createMetrics({ version: 'test', nowMs: Date.now, processFigures: false }).registry,
        jwks: async () => ({}),
      },
      closers,
    });
    serve();
    const transport = grpcTransport({ address: `127.0.0.1:${grpcPort}` });
    t.teardown(() => transport.close());
    const health = createClient(Health, transport);
    const found = async () => {
      const response = await fetch(`http://127.0.0.1:${httpPort}/readyz`);
      const statuses = await Promise.all(
        ['', 'writes', OpsMeshService.typeName].map(
          async (service) => (await health.check({ service })).status,
        ),
      );
      return { code: response.status, text: await response.text(), statuses };
    };
    const well = {
      code: 200,
      text: 'ready\n',
      statuses: [Status.SERVING, Status.SERVING, Status.SERVING],
    };
    t.strictSame(await found(), well);
    problem = "this machine's clock is 3600000 ms behind the database's";
    t.strictSame(await found(), {
      code: 503,
      text: `not ready\n${problem}\n`,
      statuses: [Status.NOT_SERVING, Status.NOT_SERVING, Status.NOT_SERVING],
    });
    problem = undefined;
    t.strictSame(await found(), well);
  },
);

t.test('figures of a service are for who asks by address, and two hosts are refused', async (t) => {
  const closers = closerStack();
  t.teardown(() => closers.close());
  const { httpPort } = await openServiceListeners({
    bind: '127.0.0.1',
    grpcPort: 0,
    httpPort: 0,
    hosted: [],
    problem: () => undefined,
    timers: systemClock,
    publicNames: [],
    operations: {
      metrics: createMetrics({ version: 'test', nowMs: Date.now, processFigures: false }).registry,
      jwks: async () => ({}),
    },
    closers,
  });
  const status = (...hosts: string[]) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = hosts.flatMap((host) => ['host', host]);
      request({ port: httpPort, path: '/metrics', headers, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
  for (const own of ['localhost:1', '127.0.0.1', '[::1]:80', '10.1.2.3:9090'])
    t.equal(await status(own), 200, own);
  for (const other of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'])
    t.equal(await status(other), 403, other);
  t.equal(await status('localhost', 'evil.example'), 400);
});
