import type { Audience } from '../domain/visibility.ts';
import type { Card, Relations, UserDirectory } from '../ports.ts';

/** Who may be seen, with the cards of those who are there. */
export interface Seen extends Audience {
  card(userId: string): Card | undefined;
}

export interface AudienceQuery {
  /** Who looks; undefined for nobody. */
  readonly viewerId: string | undefined;
  readonly userIds: Iterable<string>;
  /** Only these are checked for blocks; all when absent. */
  readonly checkIds?: Iterable<string>;
}

const nobody: ReadonlySet<string> = new Set();

/** Asks each of the two services once, however many people there are. */
export async function seenBy(
  { users, relations }: { users: UserDirectory; relations: Relations },
  { viewerId, userIds, checkIds = userIds }: AudienceQuery,
): Promise<Seen> {
  const wanted = distinct(userIds);
  const checked = viewerId === undefined ? [] : distinct(checkIds).filter((id) => id !== viewerId);
  const [cards, blocked] = await Promise.all([
    wanted.length === 0 ? new Map<string, Card>() : users.cards(wanted),
    viewerId === undefined || checked.length === 0 ? nobody : relations.blockedAmong(viewerId, checked),
  ]);
  return {
    card: (userId) => cards.get(userId),
    isActive: (userId) => cards.get(userId)?.active === true,
    isBlocked: (userId) => blocked.has(userId),
  };
}

function distinct(ids: Iterable<string>): string[] {
  return [...(ids instanceof Set ? ids : new Set(ids))];
}
