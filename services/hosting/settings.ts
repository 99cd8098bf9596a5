import { gatewaySettings } from '../../edge/gateway/config.ts';
import type { Groups } from '../../platform/config.ts';
import { engineSettings } from '../../platform/engines/settings.ts';
import { callLimitSettings } from '../../platform/limits/call-limits.ts';
import { processSettings } from '../../platform/settings.ts';
import { productSettings } from '../product/settings.ts';
import { addressSettings, processesSettings } from './cluster/addresses.ts';
import { clusterSettings } from './cluster/settings.ts';
import type { ServiceTable } from './service-table.ts';

/** The settings of processes, apart from those of services and engines. */
const ofProcesses = {
  process: processSettings,
  product: productSettings,
  gateway: gatewaySettings,
  limits: callLimitSettings,
  engines: engineSettings,
  cluster: clusterSettings,
} satisfies Groups;

/**
 * Every setting of the network. A process refuses any other `SKEIN_` variable.
 *
 * @throws Error where two groups have one name
 */
export function settingGroups(services: ServiceTable) {
  checkGroups(services);
  const ofServices: object = Object.assign({}, ...services.all.map(({ settings }) => settings));
  const ofEngines: object = Object.fromEntries(
    services.engines.map(({ name, settings }) => [name, settings]),
  );
  return {
    ...ofServices,
    ...ofProcesses,
    ...ofEngines,
    addresses: addressSettings(services),
    processes: processesSettings(services),
  };
}

/** Services may share a group. Of two groups with one name, one would hide the other. */
function checkGroups({ all, engines }: ServiceTable): void {
  const ofEngines = engines.map(({ name, settings }) => [name, settings] as const);
  const found = new Map<string, unknown>([
    ...Object.entries(ofProcesses),
    ...ofEngines,
    ['addresses', undefined],
    ['processes', undefined],
  ]);
  for (const { name, settings } of all) {
    for (const [key, group] of Object.entries(settings)) {
      if (found.has(key) && found.get(key) !== group)
        throw new Error(`${name} has a group of settings with the name ${key}, which another group has`);
      found.set(key, group);
    }
  }
}

/** Variables that the project's scripts read from the same environment. No process of the network reads them. */
export const scriptVariables = [
  'SKEIN_CACHE',
  'SKEIN_CONFIG_DIR',
  'SKEIN_EDGE_ADMIN_PORT',
  'SKEIN_EDGE_PORT',
  'SKEIN_ENGINES_DIR',
  'SKEIN_ENGINES_OFFSET',
  'SKEIN_ENGINES_SECURE',
  'SKEIN_GRAPH',
  'SKEIN_LAYOUT',
  'SKEIN_REPLICAS',
  'SKEIN_TOTALS',
];
