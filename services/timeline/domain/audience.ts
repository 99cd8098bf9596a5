/** Whose entries a timeline has, and whose posts it never shows. */
export interface Audience {
  /** Whose entries the timeline has. */
  readonly authorIds: ReadonlySet<string>;
  /** Whose posts it does not show, whoever reposts them. */
  readonly hiddenIds: ReadonlySet<string>;
}

/** A viewer's follows, mutes and blocks (of either direction) under one version. */
export interface ViewerGraph {
  readonly version: bigint;
  readonly followingIds: readonly string[];
  readonly mutedIds: readonly string[];
  readonly blockedIds: readonly string[];
}

const known = new WeakMap<ViewerGraph, Audience>();

/** What the sets that are remembered with a graph take: places for ids that the graph has, in bytes. */
export function audienceBytes({ followingIds, mutedIds, blockedIds }: ViewerGraph): number {
  return 400 + 35 * (followingIds.length + mutedIds.length + blockedIds.length);
}

/** T(R): entries of R and of everyone R follows, but of nobody muted or blocked. The same graph gives the same sets. */
export function homeAudience(viewerId: string, graph: ViewerGraph): Audience {
  const last = known.get(graph);
  if (last !== undefined) return last;
  const hiddenIds = new Set([...graph.mutedIds, ...graph.blockedIds]);
  const authorIds = new Set([viewerId]);
  for (const id of graph.followingIds) if (!hiddenIds.has(id)) authorIds.add(id);
  const audience = { authorIds, hiddenIds };
  known.set(graph, audience);
  return audience;
}

/** One author's own entries, without what he reposts of people between whom and the viewer a block stands. */
export function authorAudience(authorId: string, blockedIds: readonly string[]): Audience {
  return { authorIds: new Set([authorId]), hiddenIds: new Set(blockedIds) };
}
