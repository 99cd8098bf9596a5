import { cacheMutants } from './cache-mutants.ts';
import type { Mutant } from './mutant.ts';
import { notificationMutants } from './notification-mutants.ts';
import { searchMutants } from './search-mutants.ts';
import { timelineMutants } from './timeline-mutants.ts';

export const mutants: Readonly<Record<string, Mutant>> = {
  ...Object.fromEntries(
    Object.entries(timelineMutants).map(([name, { what, plant }]): [string, Mutant] => [
      name,
      { what, plant: () => ({ timeline: plant() }) },
    ]),
  ),
  ...cacheMutants,
  ...notificationMutants,
  ...searchMutants,
};
