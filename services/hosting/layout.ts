import { ConfigError } from '../../platform/config.ts';
import type { Service } from './define-service.ts';
import type { Profile } from './host.ts';
import type { ServiceTable } from './service-table.ts';

/** Which part of the network a process is. */
export interface Layout {
  /** The name in logs, traces and figures. */
  readonly name: string;
  readonly profile: Profile;
  /** The services that the process hosts; they call each other directly. Other services are called over gRPC. */
  readonly hosts: readonly Service[];
  /** `edge`: everybody, on gRPC and HTTP, for all public services. `mesh`: services and operators, for the hosted services. */
  readonly listens: 'edge' | 'mesh';
  /** The service name under which the process itself calls others, for keys and sessions. */
  readonly caller: string;
}

/**
 * Chooses the layout by the arguments of the command line. None: every service in one process, on files. `front`: the gateway
 * of a cluster. Names: those services in one process, on the real engines.
 *
 * @throws Error where a name is no built service
 */
export function layoutOf(services: ServiceTable, words: readonly string[]): Layout {
  if (words.length === 0) {
    const { built: hosts } = services;
    return { name: 'skein', profile: 'embedded', hosts, listens: 'edge', caller: 'gateway' };
  }
  if (words.length === 1 && words[0] === 'front') {
    return { name: 'front', profile: 'cluster', hosts: [], listens: 'edge', caller: 'gateway' };
  }
  const named = new Set(words.map((word) => services.of(word)));
  const hosts = services.built.filter((service) => named.delete(service));
  for (const { name } of named) throw new Error(`the ${name} service is not built yet`);
  const names = hosts.map(({ name }) => name);
  return { name: names.join('-'), profile: 'cluster', hosts, listens: 'mesh', caller: names[0]! };
}

/** @throws ConfigError where the environment selects the other profile */
export function checkProfile({ name, profile }: Layout, found: Profile): void {
  if (found === profile) return;
  throw new ConfigError([
    profile === 'embedded'
      ? 'SKEIN_PROFILE is cluster: say which part of it this process is, `services/main.ts front` or the names of services.'
      : `SKEIN_PROFILE is embedded: ${name} is a process of the cluster profile only.`,
  ]);
}
