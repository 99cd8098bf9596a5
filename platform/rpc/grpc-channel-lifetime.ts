import type { ChannelOptions } from '@grpc/grpc-js';
import { ResolvingLoadBalancer } from '@grpc/grpc-js/build/src/resolving-load-balancer.js';
import { Http2SubchannelConnector } from '@grpc/grpc-js/build/src/transport.js';

/** Where grpc-js opens connections; not in its types. */
interface Connector {
  tcpConnect(address: object, options: ChannelOptions): Promise<unknown>;
}

/** Where grpc-js starts a name resolution and takes its result; not in its types. */
interface Resolving {
  readonly channelOptions: ChannelOptions;
  updateResolution(): void;
  handleResolverResult(...result: unknown[]): boolean;
}

/** How long the last bytes of a closed channel may take to leave, in milliseconds. */
const flushMs = 500;

const lifetimeOption = 'skein.lifetime';

const connector = Http2SubchannelConnector.prototype as unknown as Connector;
const resolving = ResolvingLoadBalancer.prototype as unknown as Resolving;
const { tcpConnect } = connector;
const { updateResolution, handleResolverResult } = resolving;
if ([tcpConnect, updateResolution, handleResolverResult].some((method) => typeof method !== 'function'))
  throw new Error('this release of grpc-js connects in another way');

connector.tcpConnect = async function (this: Connector, address, options) {
  const signal = lifetimeOf(options)?.signal;
  signal?.throwIfAborted();
  return tcpConnect.call(this, { ...address, signal }, options);
};

resolving.updateResolution = function (this: Resolving) {
  if (!lifetimeOf(this.channelOptions)?.closed) updateResolution.call(this);
};

resolving.handleResolverResult = function (this: Resolving, ...result) {
  return lifetimeOf(this.channelOptions)?.closed || handleResolverResult.apply(this, result);
};

function lifetimeOf(options: ChannelOptions): ChannelLifetime | undefined {
  return options[lifetimeOption];
}

/**
 * The end of one channel, which works around two faults of grpc-js (docs/upstream.md): a closed channel keeps connections
 * that the peer does not close, and takes the result of a name resolution that was under way, and connects again. Here
 * the result is ignored, and after the last call all connections are destroyed, including those that are not established.
 */
export class ChannelLifetime {
  readonly #connections = new AbortController();
  #calls = 0;
  #closed = false;

  /** Options of the channel. */
  get options(): ChannelOptions {
    // A connection to an HTTP proxy is opened elsewhere.
    return { [lifetimeOption]: this, 'grpc.enable_http_proxy': 0 };
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Destroys the channel's connections. */
  get signal(): AbortSignal {
    return this.#connections.signal;
  }

  callStarted(): void {
    this.#calls += 1;
  }

  callEnded(): void {
    this.#calls -= 1;
    this.#endUnused();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#endUnused();
  }

  #endUnused(): void {
    if (this.#closed && this.#calls === 0) setTimeout(() => this.#connections.abort(), flushMs).unref();
  }
}
