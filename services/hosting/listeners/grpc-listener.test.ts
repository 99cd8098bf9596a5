import { createClient } from '@connectrpc/connect';
import t from 'tap';
import {
  Health,
  HealthCheckResponse_ServingStatus as Status,
} from '../../../gen/ts/grpc/health/v1/health_pb.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { UnreadAnswerLimit } from '../../../platform/rpc/unread-answer-limit.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { openGrpcListener } from './grpc-listener.ts';

t.test('health reports separately whether writes are accepted and whether the process serves', async (t) => {
  const closers = closerStack();
  t.teardown(() => closers.close());
  let refusing: string[] = [];
  let changed = () => {};
  const listener = await openGrpcListener(
    {
      context: {
        config: { process: { bind: '127.0.0.1' } },
        metrics: createMetrics({ version: 'test', nowMs: Date.now, processFigures: false }),
        closers,
      },
      profile: {
        storage: {
          refusing: () => refusing,
          onChange(listener) {
            changed = listener;
          },
        },
      },
      guard: {
        admit: () => undefined,
        listenerLimits: { address() {}, other: () => undefined },
        boundConnections: () => () => {},
        unreadAnswers: new UnreadAnswerLimit(),
      },
    },
    { port: 0, hosted: [], healthGuard: [], reflected: [] },
  );
  const transport = grpcTransport({ address: `127.0.0.1:${listener.port}` });
  t.teardown(() => transport.close());
  const health = createClient(Health, transport);
  const found = async () => [
    (await health.check({})).status,
    (await health.check({ service: 'writes' })).status,
  ];
  t.same(await found(), [Status.NOT_SERVING, Status.NOT_SERVING]);
  listener.serve();
  t.same(await found(), [Status.SERVING, Status.SERVING]);

  const watched: Status[] = [];
  const end = new AbortController();
  const watching = (async () => {
    for await (const { status } of health.watch({ service: 'writes' }, { signal: end.signal })) {
      watched.push(status);
      if (watched.length === 1) {
        refusing = ['post'];
        changed();
      } else if (watched.length === 2) {
        refusing = [];
        changed();
      } else end.abort();
    }
  })();
  // Leaving the loop would not end the stream.
  await t.rejects(watching);
  t.same(watched, [Status.SERVING, Status.NOT_SERVING, Status.SERVING]);
  refusing = ['post', 'user'];
  changed();
  t.same(await found(), [Status.SERVING, Status.NOT_SERVING], 'reads continue');
  listener.drain();
  t.same(await found(), [Status.NOT_SERVING, Status.NOT_SERVING]);
});
