import type { DescService } from '@bufbuild/protobuf';
import { prod } from '../../../edge/envoy/values/prod.ts';
import { callsTo, type MeshCaller, pathOf } from '../callers.ts';
import { frontGrpcPort, httpPort, principalOf } from '../names.ts';
import { kind } from '../object.ts';
import type { Workload } from '../workloads.ts';

const policy = kind('security.istio.io/v1', 'AuthorizationPolicy');
const selector = (app: string) => ({ selector: { matchLabels: { app } } });
const from = (...principals: string[]) => [{ source: { principals } }];

/** Identities that are no workload of the table. */
const edge = principalOf('edge');
const operator = principalOf('operator');
const prometheus = principalOf('prometheus', 'monitoring');

/** Nothing is allowed but the calls of the table of callers, and what the edge, probes, operators and Prometheus need. */
export function authorization(
  workloads: readonly Workload[],
  callers: readonly MeshCaller[],
  ofEachProcess: readonly DescService[],
) {
  const processes = workloads.filter(({ services }) => services.length > 0);
  return [
    policy('deny-all', {}),
    policy('health', {
      action: 'ALLOW',
      rules: [
        {
          from: from(principalOf('front'), edge, operator),
          to: [{ operation: { paths: ['/grpc.health.v1.Health/*'] } }],
        },
      ],
    }),
    policy('operators', {
      action: 'ALLOW',
      rules: [
        {
          from: from(operator),
          to: [
            { operation: { paths: ['/grpc.reflection.v1.*', '/grpc.reflection.v1alpha.*'] } },
            {
              operation: {
                ports: [String(httpPort)],
                methods: ['GET'],
                paths: ['/healthz', '/readyz', '/metrics'],
              },
            },
          ],
        },
        {
          from: from(prometheus),
          to: [{ operation: { ports: [String(httpPort)], methods: ['GET'], paths: ['/metrics'] } }],
        },
      ],
    }),
    policy('edge-stats', {
      ...selector('edge'),
      action: 'ALLOW',
      rules: [
        {
          from: from(prometheus),
          to: [
            {
              operation: {
                ports: [String(prod.stats?.port)],
                methods: ['GET'],
                paths: ['/stats/prometheus'],
              },
            },
          ],
        },
      ],
    }),
    policy('edge', {
      ...selector('front'),
      action: 'ALLOW',
      rules: [
        { from: from(edge), to: [{ operation: { ports: [String(frontGrpcPort), String(httpPort)] } }] },
      ],
    }),
    policy('token-keys', {
      ...selector(processes.find(({ services }) => services.some(({ name }) => name === 'user'))!.name),
      action: 'ALLOW',
      rules: [
        {
          from: from(...processes.map(({ name }) => principalOf(name))),
          to: [
            { operation: { ports: [String(httpPort)], methods: ['GET'], paths: ['/.well-known/jwks.json'] } },
          ],
        },
      ],
    }),
    ...processes.map((workload) =>
      policy(workload.name, {
        ...selector(workload.name),
        action: 'ALLOW',
        rules: callers.flatMap((caller) => {
          const paths = callsTo(caller, workload, ofEachProcess).map(pathOf);
          return paths.length === 0
            ? []
            : [{ from: from(caller.principal), to: [{ operation: { methods: ['POST'], paths } }] }];
        }),
      }),
    ),
  ];
}
