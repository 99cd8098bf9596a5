import { isIP } from 'node:net';
import { group } from '../../../platform/config.ts';
import { hostOf } from '../../../platform/engines/settings.ts';

const addresses = <const E extends string, const S extends string>(env: E, service: S, port: number) =>
  ({
    env,
    type: 'list',
    default: [`127.0.0.1:${port}`],
    doc: `Where the ${service} service listens for gRPC: one name that stands for all its processes, or the IPv4 address of each; as host:port.`,
  }) as const;

/** What a process of the cluster profile is told of the deployment that it belongs to. */
export const clusterSettings = group(
  {
    secretsDir: {
      env: 'SKEIN_SECRETS_DIR',
      type: 'string',
      default: '',
      doc: 'The folder of secrets and keys of a cluster, made by services/hosting/cluster/make-secrets.ts; nothing in it is made up at start.',
    },
    user: addresses('SKEIN_USER_ADDRESSES', 'user', 50_061),
    graph: addresses('SKEIN_GRAPH_ADDRESSES', 'graph', 50_062),
    post: addresses('SKEIN_POST_ADDRESSES', 'post', 50_063),
    timeline: addresses('SKEIN_TIMELINE_ADDRESSES', 'timeline', 50_065),
    ops: addresses('SKEIN_OPS_ADDRESSES', 'ops', 50_070),
  },
  ({ secretsDir, user, graph, post, timeline, ops }, all) => {
    const problems: string[] = [];
    const profile = all.process?.profile;
    if (profile === 'cluster' && secretsDir === '') {
      problems.push('SKEIN_SECRETS_DIR must be set in the cluster profile: no secret is made up.');
    }
    if (profile === 'embedded' && secretsDir !== '') {
      problems.push('SKEIN_SECRETS_DIR is for the cluster profile: set SKEIN_PROFILE=cluster, or unset it.');
    }
    const lists = { user, graph, post, timeline, ops };
    for (const [service, list] of Object.entries(lists)) {
      problems.push(...addressProblems(`SKEIN_${service.toUpperCase()}_ADDRESSES`, list));
    }
    return problems;
  },
);

function addressProblems(env: string, list: readonly string[]): string[] {
  if (list.length === 0) return [`${env} names no address.`];
  const odd = list.filter((address) => !/^[^:\s]+:\d{1,5}$/.test(address));
  if (odd.length > 0) return odd.map((address) => `${env} must list host:port, not "${address}".`);
  const names = list.filter((address) => isIP(hostOf(address)) !== 4);
  return list.length > 1 && names.length > 0
    ? [`${env} may list several IPv4 addresses, or one name: ${names.join(', ')} is a name.`]
    : [];
}
