import type { ServiceTable } from '../../services/hosting/service-table.ts';

/** The configuration with every public service of the table, in its order, in the transcoder's list. */
export function withServices(services: ServiceTable, configuration: string): string {
  const list = /(\n +services:\n)((?: +- skein\.\S+\n)+)/;
  const [, , current] = list.exec(configuration) ?? [];
  if (current === undefined) throw new Error('the configuration of Envoy has no list of services');
  const indent = current.slice(0, current.indexOf('-'));
  const names = services.all.flatMap((service) => service.public.map(({ typeName }) => typeName));
  return configuration.replace(list, `$1${names.map((name) => `${indent}- ${name}\n`).join('')}`);
}
