import { proxiedServices } from '../../../edge/gateway/rpc-proxy.ts';
import { ProbeService } from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { systemClock } from '../../../platform/clock.ts';
import { grpcServer } from '../../../platform/rpc/grpc-server.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import { deadline } from '../../../platform/rpc/interceptors/deadline.ts';
import { observe } from '../../../platform/rpc/interceptors/observe.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { serveParent } from './child.ts';

// The front of a cluster, in front of a limit-server: LIMIT_ADDRESS.
const channel = grpcTransport({ address: process.env.LIMIT_ADDRESS!, balance: true });
const { calls } = createMetrics({ version: 'limit', nowMs: systemClock.nowMs });
const observers = [observe({ monotonicMs: systemClock.monotonicMs, ...calls }), deadline()];
const hosted = proxiedServices([ProbeService], {
  transportTo: () => channel,
  timers: systemClock,
  takeMs: 30_000,
});
const server = grpcServer(guarded(hosted, observers));
const bind = '127.0.0.1';
const listening = await server.listen({ bind, port: 0 });
serveParent({ grpc: `${bind}:${listening.port}` }, async () => {
  await listening.close({ graceMs: 1_000 });
  channel.close();
});
