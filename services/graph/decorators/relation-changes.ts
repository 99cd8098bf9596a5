import type { GraphStore, RelationChange, ViewerGraph } from '../ports.ts';

type Changes = Pick<GraphStore, 'follow' | 'unfollow' | 'block' | 'unblock' | 'mute' | 'unmute'>;

/** The changes of a relation, each through `around`, which makes the change. A change may alter the graphs of both people. */
export function changesThrough(
  store: Changes,
  around: <Answer>(of: RelationChange, change: () => Promise<Answer>) => Promise<Answer>,
): Changes {
  const through =
    <Rest extends unknown[], Answer>(change: (of: RelationChange, ...rest: Rest) => Promise<Answer>) =>
    (of: RelationChange, ...rest: Rest): Promise<Answer> =>
      around(of, () => change(of, ...rest));
  return {
    follow: through(store.follow),
    unfollow: through(store.unfollow),
    block: through(store.block),
    unblock: through(store.unblock),
    mute: through(store.mute),
    unmute: through(store.unmute),
  };
}

/** The answer to a caller that has this version of the graph. */
export function unchangedGraph(version: number): ViewerGraph {
  return { version, unchanged: true, followingIds: [], mutedIds: [], blockedIds: [] };
}
