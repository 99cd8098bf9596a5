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

/** What is passed on of who calls. A service's own token is not: from outside nobody is a service. */
export interface Origin {
  readonly requestId: string;
  readonly address: string;
  /** The header as it came: whoever handles the call says what is wrong with it. */
  readonly authorization: string | undefined;
  readonly trace?: string | undefined;
}

export function passedHeaders({ requestId, address, authorization, trace }: Origin): Record<string, string> {
  return {
    [requestIdHeader]: requestId,
    [forwardedForHeader]: address,
    ...(authorization !== undefined && { [authorizationHeader]: authorization }),
    ...(trace !== undefined && { [traceHeader]: trace }),
  };
}

export interface PassingOptions {
  readonly transportTo: (service: DescService) => PassingTransport;
  readonly timers: Timers;
  /** How long a reader may leave a message of his stream untaken, in milliseconds. */
  readonly takeMs: number;
  /** Where a call came from; hosts that have looked at proxies already say it as the peer's address. */
  readonly addressOf?: (context: HandlerContext) => string;
}

/** Every service, passed on to where the composition says. */
export function passedOn(services: readonly DescService[], options: PassingOptions): Hosted[] {
  const { transportTo, timers, takeMs, addressOf = peerAddressOf } = options;
  const headers = (context: HandlerContext) =>
    passedHeaders({
      requestId: currentCall()!.requestId,
      address: addressOf(context),
      authorization: headerOf(context, authorizationHeader),
      trace: headerOf(context, traceHeader),
    });
  return services.map((service) => forwarded(service, transportTo(service), { headers, timers, takeMs }));
}
