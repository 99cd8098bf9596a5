import type { DescMethod } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { Channel, type ChannelCredentials, compressionAlgorithms, credentials } from '@grpc/grpc-js';
import { stoppedBy, unreachable } from '../errors.ts';
import { ChannelLifetime } from './grpc-channel-lifetime.ts';
import { type OpenCall, StreamClientCall, UnaryClientCall } from './grpc-client-call.ts';
import { guardedOption } from './grpc-client-wire.ts';
import { maxMessageBytes } from './limits.ts';
import { asTransport, type Calls, type PassingTransport } from './transport.ts';

export interface GrpcTransportOptions {
  /** `host:port`, or any target that grpc-js resolves (`dns:///...`). */
  address: string;
  /** `:authority` of every call. Default: the host of the address. */
  authority?: string;
  /** Plain text without it. */
  credentials?: ChannelCredentials;
  /** Balances calls over all addresses of the name, instead of staying with one. */
  balance?: boolean;
  /**
   * The calls go to a service that this server depends on: when it is unreachable they fail as DEPENDENCY_UNAVAILABLE,
   * without an address. Otherwise such an UNAVAILABLE has no reason, because no server sent it.
   */
  dependency?: boolean;
  /** Compresses requests by gzip; responses may be compressed in any case. */
  compress?: boolean;
}

export interface GrpcTransport extends PassingTransport {
  /**
   * Calls with a connection run to their end; waiting and later ones fail as UNAVAILABLE. Half a second after the last
   * end no connection is left, whatever the server does.
   */
  close(): void;
}

const channelOptions = {
  'grpc.max_receive_message_length': maxMessageBytes,
  [guardedOption]: 1,
  'grpc.enable_channelz': 0,
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_timeout_ms': 20_000,
  // How soon a process that is back is called again; until then calls fail at once.
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.initial_reconnect_backoff_ms': 100,
  // The buffer for retries; beyond it, writing waits for the transport.
  'grpc.per_rpc_retry_buffer_size': 64 * 1024,
  'grpc.use_local_subchannel_pool': 1,
};

/** Calls over a grpc-js channel. It connects at the first call and reconnects as needed. */
export function grpcTransport(options: GrpcTransportOptions): GrpcTransport {
  const lifetime = new ChannelLifetime();
  const channel = new Channel(options.address, options.credentials ?? credentials.createInsecure(), {
    ...channelOptions,
    ...lifetime.options,
    ...(options.authority === undefined ? {} : { 'grpc.default_authority': options.authority }),
    ...(options.compress ? { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip } : {}),
    ...(options.balance ? { 'grpc.service_config': roundRobin } : {}),
  });
  const { dependency = false } = options;
  const open = (method: DescMethod, timeoutMs = Number.POSITIVE_INFINITY): OpenCall => {
    if (lifetime.closed)
      throw dependency ? unreachable(method.parent) : new ConnectError('closed', Code.Unavailable);
    const path = `/${method.parent.typeName}/${method.name}`;
    const leftMs = Math.max(0, timeoutMs);
    const wire = channel.createCall(path, Date.now() + leftMs, options.authority, null, undefined);
    return { method, wire, lifetime, deadlineMs: performance.now() + leftMs };
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
      lifetime.close();
      channel.close();
    },
  });
}

const roundRobin = JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] });
