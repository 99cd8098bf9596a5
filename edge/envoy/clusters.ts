import { isIP } from 'node:net';
import { seconds, typed } from './typed.ts';
import type { EdgeValues } from './values/values.ts';

/** What the edge calls: the gateway, gRPC of the front, and services without the front. */
export function clusters(values: EdgeValues): readonly object[] {
  const { front, services, otlp, maxRequests } = values;
  const cluster = (name: string, addresses: readonly string[]) => clusterOf(name, addresses, maxRequests);
  const grpcCluster = (name: string, addresses: readonly string[]) => ({
    ...cluster(name, addresses),
    ...http2,
    health_checks: [{ ...checks, grpc_health_check: { authority: hostOf(addresses) } }],
  });
  return [
    {
      ...cluster('front_http', front.http),
      ...protocol({
        // The gateway closes connections that are idle for 5 s.
        common_http_protocol_options: { idle_timeout: '4s' },
        explicit_http_config: { http_protocol_options: {} },
      }),
      health_checks: [{ ...checks, http_health_check: { path: '/readyz', host: hostOf(front.http) } }],
    },
    grpcCluster('front_grpc', front.grpc),
    ...Object.entries(services).map(([name, addresses]) => grpcCluster(`service_${name}`, addresses)),
    ...(otlp === undefined ? [] : [{ ...cluster('traces', [otlp]), ...http2 }]),
  ];
}

function clusterOf(name: string, addresses: readonly string[], maxRequests: number) {
  const endpoints = addresses.map((text) => {
    const [, address = '', port] = /^\[?(.+?)\]?:(\d+)$/.exec(text) ?? [];
    return { address, port_value: Number(port) };
  });
  return {
    name,
    type: endpoints.every(({ address }) => isIP(address) !== 0) ? 'STATIC' : 'STRICT_DNS',
    connect_timeout: '1s',
    lb_policy: 'LEAST_REQUEST',
    // Without a healthy process a call fails at once.
    common_lb_config: { healthy_panic_threshold: { value: 0 } },
    per_connection_buffer_limit_bytes: 64 * 1024,
    circuit_breakers: {
      thresholds: [
        {
          max_connections: 10_000,
          max_pending_requests: 1_000,
          max_requests: maxRequests,
          retry_budget: { budget_percent: { value: 10 }, min_retry_concurrency: 3 },
          track_remaining: true,
        },
      ],
    },
    outlier_detection: {
      // INTERNAL may come from one request. Only failures of the process count.
      enforcing_consecutive_5xx: 0,
      consecutive_gateway_failure: 5,
      enforcing_consecutive_gateway_failure: 100,
      split_external_local_origin_errors: true,
      consecutive_local_origin_failure: 5,
      base_ejection_time: '5s',
      // Also how often an ejected process may come back.
      interval: '5s',
      max_ejection_percent: 50,
    },
    load_assignment: {
      cluster_name: name,
      endpoints: [
        { lb_endpoints: endpoints.map((each) => ({ endpoint: { address: { socket_address: each } } })) },
      ],
    },
  };
}

/** The host in the edge's own requests. A sidecar chooses a service by it. */
export const hostOf = ([first = '']: readonly string[]): string => first;

const checks = {
  timeout: seconds(2),
  interval: seconds(2),
  no_traffic_interval: seconds(2),
  // A process that is slow for a moment stays.
  unhealthy_threshold: 3,
  healthy_threshold: 1,
};

/**
 * A reader that stops reading fills one stream's window, and Envoy reads no more of it from the service. The window of the
 * connection is Envoy's default: streams that nobody reads must not stop the others to the same process.
 */
const windows = { initial_stream_window_size: 64 * 1024, initial_connection_window_size: 256 * 1024 * 1024 };

const protocol = (options: object) => ({
  typed_extension_protocol_options: {
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': typed(
      'extensions.upstreams.http.v3.HttpProtocolOptions',
      options,
    ),
  },
});

const http2 = protocol({
  explicit_http_config: {
    http2_protocol_options: { ...windows, connection_keepalive: { interval: '30s', timeout: '5s' } },
  },
});
