import type { DescMethod } from '@bufbuild/protobuf';
import { defaultTimeouts, type Timeouts, timeoutsOf } from '../../../platform/rpc/method-options.ts';
import { isIdempotent } from '../../../platform/rpc/retry.ts';
import type { Service } from '../../../services/hosting/define-service.ts';
import { pathOf } from '../callers.ts';
import { hostOf, processesHostOf } from '../names.ts';
import { kind } from '../object.ts';

const rule = kind('networking.istio.io/v1', 'DestinationRule');
const routes = kind('networking.istio.io/v1', 'VirtualService');

/** Connections of a sidecar to a service: pools, the ejection of processes that fail, the nearest zone first. */
export function destinations(services: readonly { readonly name: string }[]) {
  const connectionPool = {
    tcp: {
      maxConnections: 1_024,
      connectTimeout: '1s',
      tcpKeepalive: { time: '30s', interval: '10s', probes: 3 },
    },
    // Open streams count as requests.
    http: { http2MaxRequests: 20_000, maxRetries: 16 },
  };
  const trafficPolicy = {
    connectionPool,
    loadBalancer: {
      simple: 'LEAST_REQUEST',
      localityLbSetting: {
        enabled: true,
        failoverPriority: ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'],
      },
    },
    outlierDetection: {
      // UNAVAILABLE counts, and a refused connection. Other errors are answers.
      consecutiveGatewayErrors: 5,
      consecutive5xxErrors: 0,
      interval: '5s',
      baseEjectionTime: '10s',
      maxEjectionPercent: 50,
    },
    tls: { mode: 'ISTIO_MUTUAL' },
  };
  return [
    ...services.map(({ name }) => rule(name, { host: hostOf(name), trafficPolicy })),
    // A call to a certain process goes to that process or fails.
    ...services
      .filter(({ name }) => name !== 'front')
      .map(({ name }) =>
        rule(`${name}-processes`, {
          host: processesHostOf(name),
          trafficPolicy: { connectionPool, tls: { mode: 'ISTIO_MUTUAL' } },
        }),
      ),
  ];
}

/** Longer than the longest deadline of an RPC, so that the service's own error arrives first. */
const timeoutFor = ({ maxMs }: Timeouts) => `${maxMs / 1_000 + 5}s`;
const noRetries = { attempts: 0 };
// A dead process has the fewest requests, so LEAST_REQUEST prefers it until it is ejected.
const manyRetries = { attempts: 4, retryOn: 'connect-failure,refused-stream,reset,unavailable' };

/** RPCs of one kind have one route. */
function kindOf(method: DescMethod): string {
  const timeouts = timeoutsOf(method);
  if (timeouts === undefined) return 'streams';
  const retries = isIdempotent(method) ? 'idempotent' : 'once';
  return timeouts.maxMs === defaultTimeouts.maxMs ? retries : `${retries}-${timeouts.maxMs}ms`;
}

/**
 * Routes of a service by RPC. Reads and idempotent RPCs are tried again, by another process, when one is not available. Response
 * streams have no timeout. Everything else is sent once.
 */
export function routesOf({ name, public: open, mesh, ofEachProcess }: Service) {
  const methods = [...open, ...mesh, ...ofEachProcess].flatMap(({ methods }) => methods);
  const kinds = Map.groupBy(methods, kindOf);
  const others = [...kinds].filter(([kind]) => kind !== 'streams' && kind !== 'once');
  const route = [{ destination: { host: hostOf(name) } }];
  const match = (paths: readonly string[]) => paths.map((exact) => ({ uri: { exact } }));
  const streams = kinds.get('streams') ?? [];
  const watchHealth = '/grpc.health.v1.Health/Watch';
  return routes(name, {
    hosts: [hostOf(name)],
    http: [
      { name: 'streams', match: match([...streams.map(pathOf), watchHealth]), route, retries: noRetries },
      ...others.map(([kind, ofKind]) => ({
        name: kind,
        match: match(ofKind.map(pathOf)),
        route,
        timeout: timeoutFor(timeoutsOf(ofKind[0]!)!),
        retries: isIdempotent(ofKind[0]!) ? manyRetries : noRetries,
      })),
      { name: 'once', route, timeout: timeoutFor(defaultTimeouts), retries: noRetries },
    ],
  });
}

/**
 * The front's routes: everything is sent once, because the front itself repeats no call. Calls of clients have the public name
 * when the edge passes them on.
 */
export const frontRoutes = (publicName: string) =>
  routes('front', {
    hosts: [hostOf('front'), publicName],
    http: [{ name: 'once', route: [{ destination: { host: hostOf('front') } }], retries: noRetries }],
  });

/** Calls to each process of a service have its routes' rule for retries: none. */
export const processRoutes = ({ name }: Service) =>
  routes(`${name}-processes`, {
    hosts: [processesHostOf(name)],
    http: [{ name: 'once', route: [{ destination: { host: processesHostOf(name) } }], retries: noRetries }],
  });
