import type { ProcessIds } from '../../../platform/ids.ts';
import type { InFlightWrites } from '../domain/in-flight-writes.ts';
import type { Hydration } from '../hydration/hydrate.ts';
import type { PostStore, Relations, UserDirectory } from '../ports.ts';
import type { TextLimits } from '../text/post-text.ts';

/** What the use cases need; compose.ts creates it. */
export interface AppContext {
  readonly store: PostStore;
  readonly hydration: Hydration;
  readonly users: UserDirectory;
  readonly relations: Relations;
  readonly ids: ProcessIds;
  /** The allowed difference between clocks of machines, in milliseconds. */
  readonly clockSkewMs: number;
  readonly textLimits: TextLimits;
  /** The fan-out threshold: entries of authors with more followers are merged at read. */
  readonly famousFollowers: number;
  /** Running writes that create entries. */
  readonly inFlightWrites: InFlightWrites;
  /** The time of the oldest entry that waits for its announcement; milliseconds since 1970. */
  readonly oldestWaitingMs: () => Promise<number | undefined>;
}
