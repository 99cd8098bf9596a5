import type { Clock } from '../../../platform/clock.ts';
import type { GraphStore, SuggestionBounds, UserDirectory } from '../ports.ts';

/** What the use cases need; compose.ts creates it. */
export interface AppContext {
  readonly store: GraphStore;
  readonly users: UserDirectory;
  /** The id clock. */
  readonly clock: Clock;
  readonly maxFollowing: number;
  readonly suggestionBounds: SuggestionBounds;
}
