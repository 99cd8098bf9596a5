import { defaultTimeouts, type Timeouts } from '../../platform/rpc/method-options.ts';
import { type ContractMethod, contractMethods } from './contract-methods.ts';
import { filtersOf, transcoded, transcoderFor } from './method-filters.ts';
import { seconds, typed } from './typed.ts';
import type { EdgeValues } from './values/values.ts';

/** A route of Envoy. The first that matches is taken. */
type Route = object;

/** The time for a service's own error to arrive before the edge's, in seconds. */
const errorSeconds = 2;

const header = (name: string, match: object) => ({ name, string_match: match });
const preflight = [
  header(':method', { exact: 'OPTIONS' }),
  { name: 'access-control-request-method', present_match: true },
];
/** A name or an address, and a port. RFC 3986 allows an empty port, as in `a:`; no client sends it, and `domains` do not match it. */
const host = '([\\w.~-]+|\\[[\\da-fA-F:.]+\\])(:\\d+)?';
const isGrpc = header('content-type', { prefix: 'application/grpc' });
const answer = (status: number) => ({ direct_response: { status } });
/** A cluster that does not exist. */
export const noCluster = 'none';
/** The answer is 404, as of a direct response. But Envoy's CORS filter passes by routes with a direct response. */
const nowhere = { route: { cluster: noCluster, cluster_not_found_response_code: 'NOT_FOUND' } };

/** The routes of a contract, in order. An unknown path of an RPC or of `/v1` is answered here: no service receives it. */
export function routes(values: EdgeValues): readonly Route[] {
  const methods = contractMethods();
  return [
    // Two Host headers arrive as one value: each reader could use another part. Services reset calls whose host is none.
    {
      match: {
        prefix: '/',
        headers: [{ ...header(':authority', { safe_regex: { regex: host } }), invert_match: true }],
      },
      ...answer(400),
    },
    // The transcoder would pass it on, for messages that it writes itself, uncompressed.
    {
      match: {
        prefix: '/v1/',
        headers: [
          { name: 'grpc-encoding', present_match: true },
          { ...header('grpc-encoding', { exact: 'identity' }), invert_match: true },
        ],
      },
      ...answer(400),
    },
    // The CORS filter answers on any route.
    { match: { prefix: '/v1/', headers: preflight }, ...nowhere },
    ...methods.flatMap((method) => [
      grpcRoute(method, values),
      connectRoute(method, values),
      ...method.routes.flatMap((route) => restRoutes(method, route, values)),
    ]),
    ...wrongVerbs(methods),
    ...['/grpc.reflection.', '/grpc.health.'].map((prefix) => ({
      match: { prefix, headers: [isGrpc] },
      route: { cluster: 'front_grpc', ...unbounded(values) },
    })),
    ...['/skein.', '/grpc.', '/v1/'].map((prefix) => ({ match: { prefix }, ...answer(404) })),
    // For operators, who read them from the processes.
    ...['/metrics', '/readyz'].map((path) => ({ match: { path }, ...answer(404) })),
    {
      match: { path: '/ws' },
      route: {
        cluster: 'front_http',
        upgrade_configs: [{ upgrade_type: 'websocket' }],
        ...unbounded(values),
      },
    },
    { match: { prefix: '/' }, route: { cluster: 'front_http', ...bounded(defaultTimeouts) } },
  ];
}

/** gRPC, gRPC-Web and transcoded calls. */
function grpcRoute(method: ContractMethod, values: EdgeValues): Route {
  const { path, service, maxBytes } = method;
  return {
    match: { path, headers: [isGrpc] },
    route: {
      cluster: values.services[service] === undefined ? 'front_grpc' : `service_${service}`,
      ...callOf(method, values),
    },
    // JSON of a person is for nobody's cache.
    response_headers_to_add: [
      { header: { key: 'cache-control', value: 'no-store' }, append_action: 'ADD_IF_ABSENT' },
    ],
    // A message follows a head of five bytes.
    ...filtersOf(method, maxBytes + 5),
  };
}

/** Connect, whose protocol the gateway speaks. */
function connectRoute(method: ContractMethod, values: EdgeValues): Route {
  const { path, maxBytes } = method;
  return {
    match: { path },
    route: { cluster: 'front_http', ...callOf(method, values) },
    ...filtersOf(method, maxBytes + 5),
  };
}

/**
 * HTTP/JSON. The transcoder changes the path to that of the RPC, and Envoy then takes the route of that path. What the transcoder
 * leaves alone ends here, so that only gRPC reaches a service.
 */
function restRoutes(
  method: ContractMethod,
  { verb, path }: ContractMethod['routes'][number],
  { contractFolder }: EdgeValues,
): Route[] {
  const match = (headers: object[]) => ({
    ...pathMatch(path),
    headers: [header(':method', { exact: verb.toUpperCase() }), ...headers],
  });
  const { typed_per_filter_config, metadata } = filtersOf(method, method.maxBytes);
  const plain = {
    ...nowhere,
    metadata,
    typed_per_filter_config: { ...typed_per_filter_config, ...transcoded },
  };
  if (!method.streams) return [{ match: match([]), ...plain }];
  const framed = (framing: 'events' | 'lines') => ({
    ...plain,
    typed_per_filter_config: { ...typed_per_filter_config, ...transcoderFor(framing, contractFolder) },
  });
  return [
    { match: match([header('accept', { contains: 'text/event-stream' })]), ...framed('events') },
    { match: match([]), ...framed('lines') },
  ];
}

/** Paths of the contract with another HTTP method: 405 with the methods that they take. */
function wrongVerbs(methods: readonly ContractMethod[]): Route[] {
  const verbs = new Map<string, Set<string>>();
  for (const { path, verb } of methods.flatMap((method) => method.routes)) {
    verbs.set(path, (verbs.get(path) ?? new Set()).add(verb.toUpperCase()));
  }
  return [...verbs].map(([path, allowed]) => ({
    match: pathMatch(path),
    ...answer(405),
    response_headers_to_add: [{ header: { key: 'allow', value: [...allowed].sort().join(', ') } }],
  }));
}

/** The * of a template stands for one segment without a colon, because a colon begins the verb of a path. */
function pathMatch(template: string): object {
  if (!template.includes('*')) return { path: template };
  const regex = template.replace(/[.:]/g, '\\$&').replaceAll('*', '[^/:]+');
  return { safe_regex: { regex } };
}

function callOf(method: ContractMethod, values: EdgeValues): object {
  return {
    ...(method.timeouts === undefined ? unbounded(values) : bounded(method.timeouts)),
    ...(method.isRead && { retry_policy: retries }),
  };
}

/** From the first byte of the request to the last of the answer. Beside it, Envoy would ignore `timeout`. */
function bounded({ maxMs }: Timeouts): object {
  const most = seconds(maxMs / 1_000 + errorSeconds);
  return { max_stream_duration: { max_stream_duration: most, grpc_timeout_header_max: most } };
}

/** A stream has no timeout. It ends when nothing passes for longer than its heartbeat. */
const unbounded = ({ heartbeatSeconds }: EdgeValues) => ({
  timeout: '0s',
  idle_timeout: seconds(2 * heartbeatSeconds + 60),
});

/** Only before the first byte of an answer, and not for UNAVAILABLE, which a service answers after it may have worked. */
const retries = {
  retry_on: 'reset,connect-failure,refused-stream',
  num_retries: 1,
  retry_back_off: { base_interval: '0.025s', max_interval: '0.25s' },
  retry_host_predicate: [
    {
      name: 'envoy.retry_host_predicates.previous_hosts',
      typed_config: typed('extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate'),
    },
  ],
  host_selection_retry_max_attempts: 3,
};
