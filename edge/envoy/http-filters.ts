import { crossOrigin } from '../cors.ts';
import { hostOf } from './clusters.ts';
import { contractServices } from './contract-methods.ts';
import { transcodedBufferFilter, transcoderFilter } from './method-filters.ts';
import { extension, seconds, typed } from './typed.ts';
import type { EdgeValues } from './values/values.ts';

/** The HTTP filters, in the order in which a request passes them. An answer passes them the other way. */
export function httpFilters(values: EdgeValues): readonly object[] {
  return [
    filter('health_check', 'health_check.v3.HealthCheck', {
      pass_through_mode: false,
      headers: [{ name: ':path', string_match: { exact: '/healthz' } }],
    }),
    filter('cors', 'cors.v3.Cors'),
    filter('grpc_web', 'grpc_web.v3.GrpcWeb'),
    filter('local_ratelimit', 'local_ratelimit.v3.LocalRateLimit', callsPerAddress(values)),
    filter('jwt_authn', 'jwt_authn.v3.JwtAuthentication', tokens(values)),
    // Routes of RPCs enable it with the size of their RPC.
    { ...filter('buffer', 'buffer.v3.Buffer', { max_request_bytes: 64 * 1024 }), disabled: true },
    filter('compressor', 'compressor.v3.Compressor', {
      response_direction_config: {
        common_config: { min_content_length: 1_024, content_type_matcher: [{ exact: 'application/json' }] },
      },
      compressor_library: extension('gzip', 'extensions.compression.gzip.compressor.v3.Gzip'),
    }),
    transcoderFilter(values.contractFolder),
    transcodedBufferFilter,
    filter('grpc_stats', 'grpc_stats.v3.FilterConfig', {
      emit_filter_state: true,
      individual_method_stats_allowlist: {
        services: contractServices().map(({ name, methods }) => ({ name, method_names: methods })),
      },
    }),
    statusMetadata,
    filter('router', 'router.v3.Router', { suppress_envoy_headers: true }),
  ];
}

const filter = (name: string, type: string, fields: object = {}) =>
  extension(`envoy.filters.http.${name}`, `extensions.filters.http.${type}`, fields);

/** For the access log: the transcoder removes the status of an error from the answer. */
const statusMetadata = filter('header_to_metadata', 'header_to_metadata.v3.Config', {
  response_rules: [
    {
      header: 'grpc-status',
      on_header_present: { metadata_namespace: 'skein', key: 'grpc_status', type: 'NUMBER' },
    },
  ],
});

/** For the virtual host. */
export function corsPolicy({ allowedOrigins }: EdgeValues): object {
  return {
    'envoy.filters.http.cors': typed('extensions.filters.http.cors.v3.CorsPolicy', {
      allow_origin_string_match: allowedOrigins.map((exact) => ({ exact })),
      allow_methods: crossOrigin.methods,
      allow_headers: crossOrigin.headers,
      expose_headers: crossOrigin.exposed,
      // Nothing behind the edge decides which pages may call.
      forward_not_matching_preflights: false,
      max_age: String(crossOrigin.preflightSeconds),
    }),
  };
}

const always = { default_value: { numerator: 100 } };

/** A bucket of tokens for every client address. A call takes as many as its RPC costs. */
function callsPerAddress({ callsPerAddress: { burst, perSecond } }: EdgeValues): object {
  const bucket = { max_tokens: burst, tokens_per_fill: perSecond, fill_interval: '1s' };
  return {
    stat_prefix: 'calls_per_address',
    filter_enabled: always,
    filter_enforced: always,
    // For calls without an address. There are none.
    token_bucket: { max_tokens: 1_000_000, tokens_per_fill: 1_000_000, fill_interval: '1s' },
    descriptors: [{ entries: [{ key: 'remote_address' }], token_bucket: bucket }],
    rate_limits: [
      { actions: [{ remote_address: {} }] },
      // Envoy skips this one where the route has no such metadata.
      { actions: [{ remote_address: {} }], hits_addend: { format: '%METADATA(ROUTE:skein:further_calls)%' } },
    ],
    max_dynamic_descriptors: 10_000,
    always_consume_default_token_bucket: false,
    rate_limited_as_resource_exhausted: true,
  };
}

/** Access tokens of the user service. Routes choose a requirement by the `access` of their RPC. */
function tokens({ front, jwksCacheSeconds, clockSkewSeconds }: EdgeValues): object {
  return {
    providers: {
      access: {
        issuer: 'skein',
        audiences: ['skein.api'],
        require_expiration: true,
        clock_skew_seconds: clockSkewSeconds,
        forward: true,
        from_headers: ['Bearer ', 'bearer '].map((value_prefix) => ({ name: 'authorization', value_prefix })),
        remote_jwks: {
          http_uri: {
            uri: `http://${hostOf(front.http)}/.well-known/jwks.json`,
            cluster: 'front_http',
            timeout: '2s',
          },
          cache_duration: seconds(jwksCacheSeconds),
          async_fetch: { failed_refetch_duration: '1s' },
        },
      },
    },
    requirement_map: {
      user: { provider_name: 'access' },
      open: { requires_any: { requirements: [{ provider_name: 'access' }, { allow_missing: {} }] } },
    },
  };
}
