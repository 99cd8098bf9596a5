import type { DescMethod } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { Channel, type ChannelCredentials, compressionAlgorithms, credentials } from '@grpc/grpc-js';
import { stoppedBy, unreachable } from '../errors.ts';
import { type OpenCall, StreamClientCall, UnaryClientCall } from './grpc-client-call.ts';
import { guardedOption } from './grpc-client-wire.ts';
import { maxMessageBytes } from './limits.ts';
import { asTransport, type Calls, type PassingTransport } from './transport.ts';

export interface GrpcTransportOptions {
  /** `host:port`, or any target that grpc-js resolves (`dns:///...`). */
  address: string;
  /** `:authority` of every call; the host of the address without. */
  authority?: string;
  /** Plain text without. */
  credentials?: ChannelCredentials;
  /** Spread calls over all addresses that the name has, instead of staying with one. */
  balance?: boolean;
  /**
   * The calls are a server's own: whoever is not there, or goes away meanwhile, fails as DEPENDENCY_UNAVAILABLE, without
   * an address. Without, such an UNAVAILABLE has no reason: it comes from no server.
   */
  dependency?: boolean;
  /** Requests leave compressed by gzip; answers may come so in any case. */
  compress?: boolean;
}

export interface GrpcTransport extends PassingTransport {
  /** Calls that have a connection go on to their end; those that wait for one, and later ones, fail as UNAVAILABLE. */
  close(): void;
}

const channelOptions = {
  'grpc.max_receive_message_length': maxMessageBytes,
  [guardedOption]: 1,
  'grpc.enable_channelz': 0,
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_timeout_ms': 20_000,
  // So soon a process that is back is called again; until then calls fail at once.
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.initial_reconnect_backoff_ms': 100,
  // What a retry would send again is kept up to this; past it, writing waits for the transport.
  'grpc.per_rpc_retry_buffer_size': 64 * 1024,
  'grpc.use_local_subchannel_pool': 1,
};

/** Calls over a channel of grpc-js. It connects at the first call and again whenever it has to. */
export function grpcTransport(options: GrpcTransportOptions): GrpcTransport {
  const channel = new Channel(options.address, options.credentials ?? credentials.createInsecure(), {
    ...channelOptions,
    ...(options.authority === undefined ? {} : { 'grpc.default_authority': options.authority }),
    ...(options.compress ? { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip } : {}),
    ...(options.balance ? { 'grpc.service_config': roundRobin } : {}),
  });
  const { dependency = false } = options;
  let closed = false;
  const open = (method: DescMethod, timeoutMs = Number.POSITIVE_INFINITY): OpenCall => {
    if (closed) throw dependency ? unreachable(method.parent) : new ConnectError('closed', Code.Unavailable);
    const path = `/${method.parent.typeName}/${method.name}`;
    const leftMs = Math.max(0, timeoutMs);
    const wire = channel.createCall(path, Date.now() + leftMs, options.authority, null, undefined);
    return { method, wire, deadlineMs: performance.now() + leftMs };
  };
  const calls = (undecoded: boolean): Calls => {
    const reception = { dependency, undecoded };
    return {
      async unary(method, signal, timeoutMs, header, input) {
        if (signal?.aborted) throw stoppedBy(signal);
        const call = new UnaryClientCall(open(method, timeoutMs), signal, reception);
        return call.run(header, input);
      },
      async stream(method, signal, timeoutMs, header, input) {
        if (signal?.aborted) throw stoppedBy(signal);
        const call = new StreamClientCall(open(method, timeoutMs), signal, reception);
        return call.run(header, input);
      },
    };
  };
  return asTransport({
    ...calls(false),
    undecoded: asTransport(calls(true)),
    close() {
      closed = true;
      channel.close();
    },
  });
}

const roundRobin = JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] });
