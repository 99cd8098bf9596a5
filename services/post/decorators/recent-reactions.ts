import type { ViewerState } from '../domain/post.ts';
import type { RecentReactions } from '../ports.ts';

/** The most reactions of one person that are cached: those to the newest posts. */
export const maxRecentReactions = 200;

/** The states of posts that these reactions cover, and the ids that they do not. A post without a reaction has no state. */
export function statesAmong(
  { fromId, liked, reposted }: RecentReactions,
  postIds: readonly string[],
): { readonly states: Map<string, ViewerState>; readonly older: readonly string[] } {
  const states = new Map<string, ViewerState>();
  const older: string[] = [];
  for (const id of postIds) {
    if (id < fromId) older.push(id);
    else {
      const state = { liked: includes(liked, id), reposted: includes(reposted, id) };
      if (state.liked || state.reposted) states.set(id, state);
    }
  }
  return { states, older };
}

/** Whether ids, greatest first, include one. */
function includes(ids: readonly string[], id: string): boolean {
  let [from, to] = [0, ids.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ids[middle]! > id) from = middle + 1;
    else to = middle;
  }
  return ids[from] === id;
}
