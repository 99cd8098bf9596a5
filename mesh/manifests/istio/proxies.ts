import { rootNamespace } from '../names.ts';
import { kind } from '../object.ts';
import type { Workload } from '../workloads.ts';

/** The bytes that a proxy reads ahead of a slow reader, for each stream. Proxies keep megabytes without it. */
const streamWindow = 64 * 1024;
/**
 * The same for all streams of a connection: Envoy's default, so that streams which nobody reads do not stop the others of their
 * connection. What a connection stores is bounded by its streams' windows.
 */
const connectionWindow = 256 * 1024 * 1024;

const windows = {
  initial_stream_window_size: streamWindow,
  initial_connection_window_size: connectionWindow,
};

/** Windows of HTTP/2 in every sidecar, in both directions. */
export function streamWindows(workloads: readonly Workload[]) {
  const filter = kind('networking.istio.io/v1alpha3', 'EnvoyFilter');
  const manager = 'envoy.filters.network.http_connection_manager';
  const ports = [...new Set(workloads.map(({ grpcPort }) => grpcPort))];
  const listener = (context: string) => ({
    applyTo: 'NETWORK_FILTER',
    match: { context, listener: { filterChain: { filter: { name: manager } } } },
    patch: {
      operation: 'MERGE',
      value: {
        typed_config: {
          '@type':
            'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
          http2_protocol_options: windows,
        },
      },
    },
  });
  const cluster = (portNumber: number) => ({
    applyTo: 'CLUSTER',
    match: { cluster: { portNumber } },
    patch: {
      operation: 'MERGE',
      value: {
        per_connection_buffer_limit_bytes: streamWindow,
        typed_extension_protocol_options: {
          'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
            '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
            explicit_http_config: { http2_protocol_options: windows },
          },
        },
      },
    },
  });
  return [
    filter('stream-windows', {
      configPatches: [listener('SIDECAR_INBOUND'), listener('SIDECAR_OUTBOUND'), ...ports.map(cluster)],
    }),
  ];
}

/**
 * Access logs of failed and slow calls, and a sample of traces. There is no metrics provider: the figures of Envoy itself
 * say the same without a filter in the path of every call.
 */
export function telemetry() {
  const root = kind('telemetry.istio.io/v1', 'Telemetry', rootNamespace);
  return [
    root('default', {
      accessLogging: [
        {
          providers: [{ name: 'envoy' }],
          filter: {
            expression:
              'response.code >= 400 || response.grpc_status > 0 || response.duration > duration("1s")',
          },
        },
      ],
      tracing: [{ providers: [{ name: 'otel' }], randomSamplingPercentage: 1 }],
    }),
  ];
}
