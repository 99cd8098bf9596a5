import type { DescMethod } from '@bufbuild/protobuf';
import type { Transport } from '@connectrpc/connect';
import { serviceTokenHeader } from '../../platform/rpc/headers.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';
import { services } from '../../services/registry.ts';

/** A service that declares that it calls the RPC. `user` for an RPC that no service calls. */
export function callerOf(method: DescMethod): string {
  return [...services.callsOf.keys()].find((caller) => services.mayCall(caller, method)) ?? 'user';
}

/** Makes each call as a service that may call the RPC. */
export function asServices(transport: Transport, tokenOf: (service: string) => Promise<string>): Transport {
  const calls = transport as Calls;
  const header = async (method: DescMethod) => ({
    [serviceTokenHeader]: `Bearer ${await tokenOf(callerOf(method))}`,
  });
  return asTransport({
    unary: async (method, signal, timeoutMs, _header, input) =>
      calls.unary(method, signal, timeoutMs, await header(method), input),
    stream: async (method, signal, timeoutMs, _header, input) =>
      calls.stream(method, signal, timeoutMs, await header(method), input),
  });
}
