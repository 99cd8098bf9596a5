import type { Service } from '../../services/hosting/define-service.ts';
import type { ServiceTable } from '../../services/hosting/service-table.ts';

/** Which services share a process. */
export type Groups = readonly (readonly Service[])[];

/**
 * `SKEIN_LAYOUT`: empty for one process a service, `grouped` for one process with all services, or groups separated by
 * blanks, services within a group by commas: `user,graph …`. Services of a group call each other directly.
 *
 * @throws Error when a service is in no group, or in two
 */
export function groupsOf({ built, of }: Pick<ServiceTable, 'built' | 'of'>, text = ''): Groups {
  if (text === '') return built.map((service) => [service]);
  if (text === 'grouped') return [built];
  const groups = text.split(/\s+/).map((names) => names.split(',').map(of));
  const grouped = groups.flat();
  const wrong = [...new Set([...built, ...grouped])].filter(
    (service) => grouped.filter((each) => each === service).length !== 1 || !built.includes(service),
  );
  if (wrong.length > 0) {
    const names = wrong.map(({ name }) => name).join(', ');
    throw new Error(`SKEIN_LAYOUT must name each service that is built once: see ${names}.`);
  }
  return groups;
}
