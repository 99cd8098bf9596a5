import type { Dgraph } from '../../../../platform/dgraph/dgraph.ts';
import { edge, everything, value } from '../../../../platform/dgraph/quads.ts';
import { seenByTarget } from '../../domain/relation-change.ts';
import type { Names } from './schema.ts';

interface Other {
  readonly uid: string;
  readonly id: string;
  readonly version?: number;
}

type Side = 'followers' | 'following' | 'blockers' | 'blocked' | 'muters' | 'muted';

/**
 * Removes up to `limit` edges of a person; the last step also removes the person's values. Returns the number of removed
 * edges.
 *
 * @param changing is awaited before the commit, with the person and everybody who loses an edge to or from them
 */
export function purgeEdges(
  db: Dgraph,
  names: Names,
  { userId, limit }: { userId: string; limit: number },
  changing: (userId: string, otherIds: readonly string[]) => Promise<void>,
): Promise<number> {
  const { id, version, follows, blocks, mutes } = names;
  const other = `(first: $limit) { uid id: ${id} version: ${version} }`;
  const query = `query edges($user: string, $limit: int) {
    person(func: eq(${id}, $user)) {
      uid
      followers: ~${follows} ${other}
      following: ${follows} ${other}
      blockers: ~${blocks} ${other}
      blocked: ${blocks} ${other}
      muters: ~${mutes} ${other}
      muted: ${mutes} ${other}
    }
  }`;
  /** The edges of each side, and whether they are in the other person's lists. */
  const sides: readonly { side: Side; predicate: string; outwards: boolean; seen: boolean }[] = [
    { side: 'followers', predicate: follows, outwards: false, seen: true },
    { side: 'following', predicate: follows, outwards: true, seen: seenByTarget.follows },
    { side: 'blockers', predicate: blocks, outwards: false, seen: true },
    { side: 'blocked', predicate: blocks, outwards: true, seen: seenByTarget.blocks },
    { side: 'muters', predicate: mutes, outwards: false, seen: true },
    { side: 'muted', predicate: mutes, outwards: true, seen: seenByTarget.mutes },
  ];

  return db.write(async (tx) => {
    const variables = { $user: userId, $limit: String(limit) };
    type Found = { uid: string } & Partial<Record<Side, Other[]>>;
    const [person] = (await tx.ask<{ person: Found[] }>(query, variables)).person;
    if (!person) return 0;
    const personNode = `<${person.uid}>`;
    const versions = new Map<string, number>();
    const changed = new Set<string>();
    let taken = 0;
    for (const { side, predicate, outwards, seen } of sides) {
      const others = (person[side] ?? []).slice(0, limit - taken);
      taken += others.length;
      for (const { uid, id, version: before = 1 } of others) {
        const otherNode = `<${uid}>`;
        tx.remove(outwards ? edge(personNode, predicate, otherNode) : edge(otherNode, predicate, personNode));
        changed.add(id);
        if (seen) versions.set(uid, (versions.get(uid) ?? before) + 1);
      }
    }
    for (const [uid, now] of versions) tx.set(value(`<${uid}>`, version, now));
    await changing(userId, [...changed]);
    // The node stays with its id, so that lists can continue after this person.
    if (taken < limit) tx.remove(everything(personNode, version));
    return taken;
  });
}
