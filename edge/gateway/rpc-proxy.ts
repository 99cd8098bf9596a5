import type { DescService } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import type { Timers } from '../../platform/clock.ts';
import { forwardedForHeader } from '../../platform/limits/trusted-proxies.ts';
import { currentCall } from '../../platform/rpc/call.ts';
import { forwarded } from '../../platform/rpc/forwarded.ts';
import { authorizationHeader, headerOf, peerAddressOf, requestIdHeader } from '../../platform/rpc/headers.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import type { PassingTransport } from '../../platform/rpc/transport.ts';

const traceHeader = 'traceparent';

/** What is forwarded of the caller. Not a service token: no outside caller is a service. */
export interface Origin {
  readonly requestId: string;
  readonly address: string;
  /** The header as received; the handler reports what is wrong with it. */
  readonly authorization: string | undefined;
  readonly trace?: string | undefined;
}

export function proxiedHeaders({ requestId, address, authorization, trace }: Origin): Record<string, string> {
  return {
    [requestIdHeader]: requestId,
    [forwardedForHeader]: address,
    ...(authorization !== undefined && { [authorizationHeader]: authorization }),
    ...(trace !== undefined && { [traceHeader]: trace }),
  };
}

export interface RpcProxyOptions {
  readonly transportTo: (service: DescService) => PassingTransport;
  readonly timers: Timers;
  /** How long a reader may leave a message of a stream unread, in milliseconds. */
  readonly takeMs: number;
  /** The client's address; hosts that know proxies already give it as the peer's address. */
  readonly addressOf?: (context: HandlerContext) => string;
}

/** All services, forwarded to the given transports. */
export function proxiedServices(services: readonly DescService[], options: RpcProxyOptions): Hosted[] {
  const { transportTo, timers, takeMs, addressOf = peerAddressOf } = options;
  const headers = (context: HandlerContext) =>
    proxiedHeaders({
      requestId: currentCall()!.requestId,
      address: addressOf(context),
      authorization: headerOf(context, authorizationHeader),
      trace: headerOf(context, traceHeader),
    });
  return services.map((service) => forwarded(service, transportTo(service), { headers, timers, takeMs }));
}
