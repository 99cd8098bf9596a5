import type { Transport } from '@connectrpc/connect';
import { grpcServer } from '../rpc/grpc-server.ts';
import { grpcTransport } from '../rpc/grpc-transport.ts';
import type { Hosted } from '../rpc/host.ts';
import { inProcessTransport } from '../rpc/in-process.ts';
import { asTransport, type Calls } from '../rpc/transport.ts';

/** How a test reaches services: by direct calls, or over a real server on a free port. */
export type TestHost = 'in-process' | 'grpc';

/** Opens a host for guarded services and gives a transport to it; its closers go to `closing`. */
export async function openTestHost(
  testHost: TestHost,
  services: readonly Hosted[],
  closing: (close: () => void | Promise<void>) => void,
): Promise<Transport> {
  if (testHost === 'in-process') return inProcessTransport(services, { freeze: true });
  const { port, close } = await grpcServer(services).listen({ bind: '127.0.0.1', port: 0 });
  closing(() => close({ graceMs: 0 }));
  const transport = grpcTransport({ address: `127.0.0.1:${port}` });
  closing(() => transport.close());
  return transport;
}

/** Sends the token with every call; one that has to be issued first is issued for each. */
export function withAccessToken(
  transport: Transport,
  accessToken: string | (() => Promise<string>) | undefined,
): Transport {
  if (accessToken === undefined) return transport;
  const { unary, stream } = transport as Calls;
  const header = async () => ({
    authorization: `Bearer ${typeof accessToken === 'string' ? accessToken : await accessToken()}`,
  });
  return asTransport({
    unary: async (method, signal, timeoutMs, _header, input) =>
      unary.call(transport, method, signal, timeoutMs, await header(), input),
    stream: async (method, signal, timeoutMs, _header, input) =>
      stream.call(transport, method, signal, timeoutMs, await header(), input),
  });
}
