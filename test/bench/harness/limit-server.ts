import type { HandlerContext } from '@connectrpc/connect';
import { ProbeService } from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { grpcServer } from '../../../platform/rpc/grpc-server.ts';
import { serveParent } from './child.ts';

// The limit that everything is compared with: RPCs that do nothing, on our own host, without interceptors.
const bind = '127.0.0.1';
const impl = {
  unary: () => ({}),
  /** Says that it is there, then hangs. */
  async *serverStream(_request: unknown, { signal }: HandlerContext) {
    yield {};
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  },
};
const server = grpcServer([{ service: ProbeService, impl }]);
const listening = await server.listen({ bind, port: 0 });
serveParent({ grpc: `${bind}:${listening.port}` }, () => listening.close({ graceMs: 1_000 }));
