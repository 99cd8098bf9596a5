import type { Audience } from '../domain/visibility.ts';
import type { Card, Hidden, Relations, UserDirectory } from '../ports.ts';

/** Who is visible to a viewer, with the cards of active people. */
export interface Seen extends Audience {
  card(userId: string): Card | undefined;
}

export interface AudienceQuery {
  /** Undefined for an anonymous viewer. */
  readonly viewerId: string | undefined;
  readonly userIds: Iterable<string>;
  /** People to check for blocks. Absent: all. */
  readonly checkIds?: Iterable<string>;
  /** Whether mutes are read too. */
  readonly withMutes?: boolean;
}

const nobody: Hidden = { blocked: new Set(), muted: new Set() };

/** Makes one call to each of the two services, for any number of people. */
export async function seenBy(
  { users, relations }: { users: UserDirectory; relations: Relations },
  { viewerId, userIds, checkIds = userIds, withMutes = false }: AudienceQuery,
): Promise<Seen> {
  const wanted = distinct(userIds);
  const checked = viewerId === undefined ? [] : distinct(checkIds).filter((id) => id !== viewerId);
  const hiddenFrom = async (viewer: string): Promise<Hidden> =>
    withMutes
      ? relations.hiddenAmong(viewer, checked)
      : { ...nobody, blocked: await relations.blockedAmong(viewer, checked) };
  const [cards, hidden] = await Promise.all([
    wanted.length === 0 ? new Map<string, Card>() : users.cards(wanted),
    viewerId === undefined || checked.length === 0 ? nobody : hiddenFrom(viewerId),
  ]);
  return {
    card: (userId) => cards.get(userId),
    isActive: (userId) => cards.get(userId)?.active === true,
    isBlocked: (userId) => hidden.blocked.has(userId),
    isMuted: (userId) => hidden.muted.has(userId),
  };
}

function distinct(ids: Iterable<string>): string[] {
  return [...(ids instanceof Set ? ids : new Set(ids))];
}
