import type { ProcessIds } from '../../../platform/ids.ts';
import type { InFlightWrites } from '../domain/in-flight-writes.ts';
import type { Hydration } from '../hydration/hydrate.ts';
import type { PostStore, Relations, UserDirectory } from '../ports.ts';
import type { TextLimits } from '../text/post-text.ts';

/** What the use cases work with; compose.ts makes it. */
export interface AppContext {
  readonly store: PostStore;
  readonly hydration: Hydration;
  readonly users: UserDirectory;
  readonly relations: Relations;
  readonly ids: ProcessIds;
  /** How far clocks of machines may differ, in milliseconds. */
  readonly clockSkewMs: number;
  readonly textLimits: TextLimits;
  /** Entries of authors with more followers are stamped to be merged at read. */
  readonly famousFollowers: number;
  /** Writes that make entries. */
  readonly inFlightWrites: InFlightWrites;
  /** When the oldest entry was made whose announcement waits; milliseconds since 1970. */
  readonly oldestWaitingMs: () => Promise<number | undefined>;
}
