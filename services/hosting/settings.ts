import { gatewaySettings } from '../../edge/gateway/config.ts';
import type { Groups } from '../../platform/config.ts';
import { engineSettings } from '../../platform/engines/settings.ts';
import { callLimitSettings } from '../../platform/limits/call-limits.ts';
import { processSettings } from '../../platform/settings.ts';
import { productSettings } from '../product/settings.ts';
import { addressSettings } from './cluster/addresses.ts';
import { clusterSettings } from './cluster/settings.ts';
import type { ServiceTable } from './service-table.ts';

/** What processes themselves go by. */
const ofProcesses = {
  process: processSettings,
  product: productSettings,
  gateway: gatewaySettings,
  limits: callLimitSettings,
  engines: engineSettings,
  cluster: clusterSettings,
} satisfies Groups;

/** Every setting that a process of the network knows: a `SKEIN_` variable that is none of these is refused. */
export function settingGroups(services: ServiceTable) {
  const ofServices: object = Object.assign({}, ...services.all.map(({ settings }) => settings));
  const ofEngines: object = Object.fromEntries(
    services.engines.map(({ name, settings }) => [name, settings]),
  );
  return { ...ofServices, ...ofProcesses, ...ofEngines, addresses: addressSettings(services) };
}

/** What the project's own scripts read from the same environment, and no process of the network. */
export const scriptVariables = [
  'SKEIN_CACHE',
  'SKEIN_CONFIG_DIR',
  'SKEIN_ENGINES_DIR',
  'SKEIN_ENGINES_OFFSET',
  'SKEIN_ENGINES_SECURE',
  'SKEIN_GRAPH',
  'SKEIN_LAYOUT',
  'SKEIN_REPLICAS',
  'SKEIN_TOTALS',
];
