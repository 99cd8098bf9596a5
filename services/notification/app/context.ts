import type { InFlightIds } from '../domain/in-flight-ids.ts';
import type { Hints, Hydration, InboxRows, Relations } from '../ports.ts';
import type { Commits } from './commits.ts';

/** What the use cases share. */
export interface AppContext {
  readonly rows: InboxRows;
  readonly ids: Pick<InFlightIds, 'lowWatermark'>;
  readonly commits: Commits;
  readonly hints: Hints;
  readonly relations: Relations;
  readonly hydration: Hydration;
  /** The clock of ids, in milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly ttlMs: number;
  readonly timeOf: (id: string) => number;
}
