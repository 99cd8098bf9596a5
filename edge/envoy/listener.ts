import { corsPolicy, httpFilters } from './http-filters.ts';
import { localReplies } from './local-replies.ts';
import { routes } from './routes.ts';
import { extension, seconds } from './typed.ts';
import type { EdgeValues } from './values/values.ts';

/** The listener for clients: TLS with HTTP/2 and HTTP/1.1. */
export function listener(values: EdgeValues): object {
  const { listen, tls } = values;
  return {
    name: 'edge',
    address: { socket_address: { address: listen.address, port_value: listen.port } },
    per_connection_buffer_limit_bytes: 64 * 1024,
    listener_filters: [
      extension(
        'envoy.filters.listener.tls_inspector',
        'extensions.filters.listener.tls_inspector.v3.TlsInspector',
      ),
    ],
    listener_filters_timeout: '5s',
    filter_chains: [
      {
        transport_socket_connect_timeout: '5s',
        transport_socket: extension(
          'envoy.transport_sockets.tls',
          'extensions.transport_sockets.tls.v3.DownstreamTlsContext',
          {
            common_tls_context: {
              alpn_protocols: ['h2', 'http/1.1'],
              tls_params: { tls_minimum_protocol_version: 'TLSv1_2' },
              tls_certificates: [
                { certificate_chain: { filename: tls.certificate }, private_key: { filename: tls.key } },
              ],
            },
          },
        ),
        filters: [connectionManager(values)],
      },
    ],
  };
}

function connectionManager(values: EdgeValues): object {
  return extension(
    'envoy.filters.network.http_connection_manager',
    'extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    {
      stat_prefix: 'edge',
      codec_type: 'AUTO',
      server_name: 'skein',
      // The client's address is the peer's, or what the proxies in front report.
      use_remote_address: true,
      xff_num_trusted_hops: values.trustedHops,
      preserve_external_request_id: true,
      always_set_request_id_in_response: true,
      normalize_path: true,
      merge_slashes: true,
      path_with_escaped_slashes_action: 'REJECT_REQUEST',
      strip_trailing_host_dot: true,
      common_http_protocol_options: {
        headers_with_underscores_action: 'REJECT_REQUEST',
        max_headers_count: 100,
        idle_timeout: seconds(300),
      },
      http2_protocol_options: {
        max_concurrent_streams: 100,
        initial_stream_window_size: 64 * 1024,
        initial_connection_window_size: 1024 * 1024,
        connection_keepalive: { interval: '30s', timeout: '10s' },
      },
      max_request_headers_kb: 16,
      request_headers_timeout: '10s',
      stream_idle_timeout: seconds(2 * values.heartbeatSeconds + 60),
      drain_timeout: '5s',
      local_reply_config: localReplies(),
      access_log: [accessLog(values)],
      ...tracing(values),
      route_config: {
        name: 'edge',
        // One is absent on purpose: edge-check looks for others.
        validate_clusters: false,
        // No outside caller is a service.
        request_headers_to_remove: ['x-skein-service'],
        request_headers_to_add: [clientAddress],
        response_headers_to_add: secureHeaders,
        virtual_hosts: [
          {
            name: 'skein',
            domains: values.domains,
            typed_per_filter_config: corsPolicy(values),
            routes: routes(values),
          },
        ],
      },
      http_filters: httpFilters(values),
    },
  );
}

/**
 * Replaces what clients and proxies wrote. Services trust the edge alone: they would take a proxy before it for the client, and
 * believe a client whose own address they trust.
 */
const clientAddress = {
  header: { key: 'x-forwarded-for', value: '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%' },
  append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
};

/** Clients of the edge use TLS only, and no browser guesses the type of an answer. */
const secureHeaders = [
  ['strict-transport-security', 'max-age=31536000'],
  ['x-content-type-options', 'nosniff'],
].map(([key, value]) => ({ header: { key, value }, append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' }));

/** One line of JSON for every call, also for refused ones. It has no query and no token: both are secrets. */
function accessLog({ accessLog: path }: EdgeValues): object {
  const [name, type] =
    path === 'stdout' ? ['stdout', 'stream.v3.StdoutAccessLog'] : ['file', 'file.v3.FileAccessLog'];
  return extension(`envoy.access_loggers.${name}`, `extensions.access_loggers.${type}`, {
    ...(path !== 'stdout' && { path }),
    log_format: {
      json_format: {
        time: '%START_TIME%',
        request_id: '%REQ(X-REQUEST-ID)%',
        trace: '%REQ(TRACEPARENT)%',
        address: '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%',
        protocol: '%PROTOCOL%',
        method: '%REQ(:METHOD)%',
        path: '%PATH(NQ:ORIG_OR_PATH)%',
        rpc: '%PATH(NQ:PATH)%',
        status: '%RESPONSE_CODE%',
        // The number that the service sent, or else that of the answer; null when the edge refused HTTP/JSON or Connect.
        grpc_status: `%COALESCE(${JSON.stringify({
          operators: [{ command: 'DYNAMIC_METADATA', param: 'skein:grpc_status' }, 'GRPC_STATUS_NUMBER'],
        })})%`,
        details: '%RESPONSE_CODE_DETAILS%',
        flags: '%RESPONSE_FLAGS%',
        upstream: '%UPSTREAM_HOST%',
        attempts: '%UPSTREAM_REQUEST_ATTEMPT_COUNT%',
        duration_ms: '%DURATION%',
        received_bytes: '%BYTES_RECEIVED%',
        sent_bytes: '%BYTES_SENT%',
        user_agent: '%REQ(USER-AGENT):100%',
      },
    },
  });
}

function tracing({ otlp }: EdgeValues): object {
  if (otlp === undefined) return {};
  return {
    tracing: {
      provider: extension('envoy.tracers.opentelemetry', 'config.trace.v3.OpenTelemetryConfig', {
        grpc_service: { envoy_grpc: { cluster_name: 'traces' }, timeout: '1s' },
        service_name: 'skein-edge',
      }),
    },
  };
}
