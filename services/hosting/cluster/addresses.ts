import { isIP } from 'node:net';
import { type Group, group, type Setting } from '../../../platform/config.ts';
import { hostOf } from '../../../platform/engines/settings.ts';
import type { ServiceTable } from '../service-table.ts';

type ListSetting = Extract<Setting, { type: 'list' }>;

/** The variable with the addresses of a service. */
export const addressesEnv = (service: string) => `SKEIN_${service.toUpperCase()}_ADDRESSES`;

/** The variable with the addresses for calls to each process of a service. */
export const processesEnv = (service: string) => `SKEIN_${service.toUpperCase()}_PROCESSES`;

/** The settings with the addresses of each service of a deployment, by its name. */
export function addressSettings({ built }: ServiceTable): Group<Readonly<Record<string, ListSetting>>> {
  const settings = built.map(({ name, port }): [string, ListSetting] => [
    name,
    {
      env: addressesEnv(name),
      type: 'list',
      default: [`127.0.0.1:${port}`],
      doc: `Where the ${name} service listens for gRPC, as host:port: one DNS name for all its processes, or the IPv4 address of each.`,
    },
  ]);
  return group(Object.fromEntries(settings), (lists) =>
    Object.entries(lists).flatMap(([name, list]) => addressProblems(addressesEnv(name), list)),
  );
}

/** The settings with the addresses for calls to each process, by the name of the service. Empty for the service's addresses. */
export function processesSettings({ built }: ServiceTable): Group<Readonly<Record<string, ListSetting>>> {
  const settings = built.map(({ name }): [string, ListSetting] => [
    name,
    {
      env: processesEnv(name),
      type: 'list',
      default: [],
      doc: `As ${addressesEnv(name)}, for calls to each ${name} process: one DNS name with the address of each (in Kubernetes a headless Service), or the IPv4 address of each. Empty for ${addressesEnv(name)}.`,
    },
  ]);
  return group(Object.fromEntries(settings), (lists) =>
    Object.entries(lists).flatMap(([name, list]) =>
      list.length === 0 ? [] : addressProblems(processesEnv(name), list),
    ),
  );
}

function addressProblems(env: string, list: readonly string[]): string[] {
  if (list.length === 0) return [`${env} names no address.`];
  const malformed = list.filter((address) => !/^[^:\s]+:\d{1,5}$/.test(address));
  if (malformed.length > 0)
    return malformed.map((address) => `${env} must list host:port, not "${address}".`);
  const names = list.filter((address) => isIP(hostOf(address)) !== 4);
  return list.length > 1 && names.length > 0
    ? [`${env} may list several IPv4 addresses, or one name: ${names.join(', ')} is a name.`]
    : [];
}
