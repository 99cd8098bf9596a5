import type { Clock } from '../../../platform/clock.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { GraphStore, SuggestionBounds, UserDirectory } from '../ports.ts';

/** What the handlers work with. */
export interface GraphContext {
  readonly store: GraphStore;
  readonly users: UserDirectory;
  readonly claims: ClaimStore;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly pageTokens: PageTokens;
  readonly maxFollowing: number;
  readonly suggestionBounds: SuggestionBounds;
}
