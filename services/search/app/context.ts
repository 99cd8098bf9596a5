import type { Cache } from '../../../platform/cache/port.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { People, PeopleIndex, PostIndex, Posts, Relations } from '../ports.ts';

/** What the use cases need; compose.ts creates it. */
export interface AppContext {
  /** The clock of ids: ages of posts are measured by it. */
  readonly idClock: Pick<Clock, 'nowMs'>;
  readonly postIndex: PostIndex;
  readonly peopleIndex: PeopleIndex;
  /** Ranked ids of posts by the name of their list, and the name of the newest list by search. */
  readonly rankings: Cache<readonly string[]>;
  /** Receives failures of the cache. A first page is then found without it, and has no next page. */
  onCacheError(error: unknown): void;
  /** How long equal queries share a ranking, in milliseconds. */
  readonly sharedForMs: number;
  readonly posts: Posts;
  readonly people: People;
  readonly relations: Relations;
}
