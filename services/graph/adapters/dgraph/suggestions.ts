import type { Dgraph } from '../../../../platform/dgraph/dgraph.ts';
import type { GraphStore, Suggestion } from '../../ports.ts';
import type { Names } from './schema.ts';

type Query = Parameters<GraphStore['suggestions']>[0];

interface Person {
  readonly id: string;
}

interface Source extends Person {
  readonly uid: string;
  readonly follows: number;
}

interface Viewer {
  readonly following?: readonly Source[];
  readonly muted?: readonly Person[];
  readonly blocked?: readonly Person[];
  readonly blockedBy?: readonly Person[];
}

/** Counts edges here, because the bound needs a running sum, which Dgraph does not have. */
export function dgraphSuggestions(
  db: Dgraph,
  { id, follows, blocks, mutes }: Names,
): GraphStore['suggestions'] {
  const viewer = `query viewer($viewer: string) {
    viewer(func: eq(${id}, $viewer)) {
      following: ${follows} { uid id: ${id} follows: count(${follows}) }
      muted: ${mutes} { id: ${id} }
      blocked: ${blocks} { id: ${id} }
      blockedBy: ~${blocks} { id: ${id} }
    }
  }`;
  const edges = (uids: readonly string[]) =>
    `{ sources(func: uid(${uids.join(', ')})) { follows: ${follows} { id: ${id} } } }`;

  return (query) =>
    db.read(async (ask) => {
      const [found] = (await ask<{ viewer: Viewer[] }>(viewer, { $viewer: query.viewerId })).viewer;
      const uids = sourcesOf(found?.following ?? [], query).map(({ uid }) => uid);
      if (!found || uids.length === 0) return [];
      const { sources } = await ask<{ sources: { follows?: Person[] }[] }>(edges(uids));
      const mutual = new Map<string, number>();
      for (const { follows } of sources) {
        for (const { id } of follows ?? []) mutual.set(id, (mutual.get(id) ?? 0) + 1);
      }
      const { following = [], muted = [], blocked = [], blockedBy = [] } = found;
      mutual.delete(query.viewerId);
      for (const { id } of [...following, ...muted, ...blocked, ...blockedBy]) mutual.delete(id);
      return pageOf(mutual, query);
    });
}

/** The sources that follow fewest, each whole, within both bounds. */
function sourcesOf(following: readonly Source[], { bounds }: Query): Source[] {
  let edges = 0;
  return following
    .filter(({ follows }) => follows > 0)
    .sort((a, b) => a.follows - b.follows || (a.id < b.id ? -1 : 1))
    .slice(0, bounds.maxSources)
    .filter(({ follows }) => {
      edges += follows;
      return edges <= bounds.maxEdges;
    });
}

function pageOf(mutual: ReadonlyMap<string, number>, { after, limit }: Query): Suggestion[] {
  return [...mutual]
    .map(([userId, mutualCount]) => ({ userId, mutualCount }))
    .filter(
      ({ userId, mutualCount }) =>
        !after ||
        mutualCount < after.mutualCount ||
        (mutualCount === after.mutualCount && userId > after.userId),
    )
    .sort((a, b) => b.mutualCount - a.mutualCount || (a.userId < b.userId ? -1 : 1))
    .slice(0, limit);
}
