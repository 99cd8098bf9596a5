import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { TimelineEntrySchema } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { timeOf } from '../../../platform/ids.ts';
import { type Model, personOf, postOf } from '../model/state.ts';
import { expectedUser, isActive, isBlockBetween } from './people.ts';
import { expectedPost, isVisible, type Viewer, type Where } from './posts.ts';

/** A timeline entry: a post (both ids are equal), or a repost of it. */
export interface Entry {
  readonly id: string;
  readonly actorId: string;
  readonly postId: string;
}

/** Why a repost is or is not in a timeline; for the tally. */
export type FoldCase =
  | 'folded into the post'
  | 'folded into a repost'
  | 'too old to fold into'
  | 'first of its post';

/** T(R): the visible entries of R and of everyone R follows, newest first, reposts folded. */
export function homeTimeline(model: Model, viewerId: string, onFold?: (fold: FoldCase) => void): Entry[] {
  return foldedHome(model, unfoldedHome(model, viewerId), onFold);
}

/** T(R) from the entries of `unfoldedHome`. */
export function foldedHome(
  model: Model,
  entries: readonly Entry[],
  onFold?: (fold: FoldCase) => void,
): Entry[] {
  return newestFirst(withoutFolded(entries, model.rules.foldWindowMs, onFold));
}

/** The same entries with every repost, in any order. */
export function unfoldedHome(model: Model, viewerId: string): Entry[] {
  const { following, muting } = personOf(model, viewerId);
  return allEntries(model).filter(
    ({ actorId, postId }) =>
      (actorId === viewerId || following.has(actorId)) &&
      !muting.has(actorId) &&
      !muting.has(postOf(model, postId).authorId) &&
      isShown(model, actorId, postId, viewerId),
  );
}

/** A user's posts and reposts as the viewer sees them; empty when there is a block between the two. */
export function userTimeline(model: Model, personId: string, viewer: Viewer): Entry[] {
  const entries = allEntries(model).filter(
    ({ actorId, postId }) => actorId === personId && isShown(model, actorId, postId, viewer),
  );
  return newestFirst(withoutFolded(entries, model.rules.foldWindowMs));
}

export function expectedEntry(
  model: Model,
  { id, actorId, postId }: Entry,
  viewer: Viewer,
  where: Where,
): MessageInitShape<typeof TimelineEntrySchema> {
  return {
    entryId: id,
    post: expectedPost(model, postId, viewer, where),
    repostedBy: id === postId ? undefined : expectedUser(model, actorId),
    createTime: timestampFromMs(timeOf(id)),
  };
}

function allEntries(model: Model): Entry[] {
  return [...model.posts.values()].flatMap((post) => [
    { id: post.id, actorId: post.authorId, postId: post.id },
    ...[...post.repostedBy].map(([actorId, id]) => ({ id, actorId, postId: post.id })),
  ]);
}

function isShown(model: Model, actorId: string, postId: string, viewer: Viewer): boolean {
  if (!isActive(model, actorId) || !isVisible(model, postId, viewer)) return false;
  return viewer === undefined || !isBlockBetween(model, viewer, actorId);
}

/**
 * Folds reposts: a repost is left out when the same post, or an earlier repost of it, is in the same timeline within
 * the window before it, even if that one is folded itself.
 */
function withoutFolded(
  entries: readonly Entry[],
  windowMs: number,
  onFold: (fold: FoldCase) => void = () => {},
): Entry[] {
  return entries.filter((entry) => {
    if (entry.id === entry.postId) return true;
    const earlier = entries.filter(({ id, postId }) => postId === entry.postId && id < entry.id);
    const near = earlier.filter(({ id }) => timeOf(id) >= timeOf(entry.id) - windowMs);
    if (near.length > 0) {
      onFold(near.some(({ id, postId }) => id === postId) ? 'folded into the post' : 'folded into a repost');
    } else {
      onFold(earlier.length > 0 ? 'too old to fold into' : 'first of its post');
    }
    return near.length === 0;
  });
}

function newestFirst(entries: Entry[]): Entry[] {
  return entries.sort((a, b) => (a.id > b.id ? -1 : 1));
}
