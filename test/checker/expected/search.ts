import { timeOf } from '../../../platform/ids.ts';
import { documentOf, type PostDocument } from '../../../services/search/domain/document.ts';
import { gradeOf, grades, type PeopleQuery } from '../../../services/search/domain/people-query.ts';
import { personWords } from '../../../services/search/domain/person.ts';
import { parseQuery } from '../../../services/search/domain/query.ts';
import { authorsOf, handlesOf, matches, searchOf } from '../../../services/search/domain/search.ts';
import { type Model, type Post, personOf } from '../model/state.ts';
import { followerIds, shownAmong } from './people.ts';
import { byId, isVisible, type Viewer } from './posts.ts';

/** The posts that a query finds for a viewer, newest first: a scan of all posts. */
export function foundPosts(model: Model, query: string, viewerId: Viewer): string[] {
  const parsed = parseQuery(query);
  const userIds = new Map(
    [...model.people.values()]
      .filter(({ active, handle }) => active && handlesOf(parsed).includes(handle.toLowerCase()))
      .map(({ id, handle }) => [handle.toLowerCase(), id]),
  );
  const search = searchOf(parsed, userIds);
  if (search === undefined) return [];
  const named = new Set(authorsOf(parsed).map((handle) => userIds.get(handle)));
  const muting = viewerId === undefined ? undefined : model.people.get(viewerId)?.muting;
  return [...model.posts.values()]
    .filter(({ id }) => isVisible(model, id, viewerId))
    .filter(({ authorId }) => named.has(authorId) || !muting?.has(authorId))
    .filter((post) => matches(search, indexed(model, post), timeOf(post.id)))
    .sort(byId)
    .map(({ id }) => id)
    .reverse();
}

/** Documents that were computed before. The content of a post never changes; likes do not matter to what is found. */
const documents = new WeakMap<Post, PostDocument>();

function indexed(model: Model, post: Post): PostDocument {
  const document = documents.get(post) ?? documentOf(searched(model, post));
  documents.set(post, document);
  return document;
}

function searched(model: Model, post: Post) {
  const { id, authorId, text, hashtags, mentions, links, replyToId, likedBy } = post;
  const parent = model.posts.get(replyToId);
  return {
    id,
    authorId,
    text,
    hashtags: hashtags.map(({ tag }) => tag),
    mentionedUserIds: mentions.map(({ userId }) => userId),
    replyToAuthorId: parent === undefined || parent.deleted ? '' : parent.authorId,
    hasLink: links.length > 0,
    likes: likedBy.size,
  };
}

/** The people whom a query finds for a viewer, with what decides their order: how well they match, then their followers. */
export function foundPeople(
  model: Model,
  query: PeopleQuery,
  viewerId: Viewer,
): Map<string, { readonly grade: number; readonly followers: number }> {
  const found = new Map<string, { readonly grade: number; readonly followers: number }>();
  for (const id of shownAmong(model, model.people.keys(), viewerId)) {
    const { handle, displayName, bio } = personOf(model, id);
    const grade = gradeOf(query, personWords({ handle, displayName: displayName || handle, bio }));
    if (grade !== undefined)
      found.set(id, { grade: grades.indexOf(grade), followers: followerIds(model, id).length });
  }
  return found;
}

/** Hashtags of existing posts that begin with a prefix, those of most posts first. Who may see a post does not matter. */
export function completedHashtags(model: Model, prefix: string, limit: number): string[] {
  const counts = new Map<string, number>();
  for (const { deleted, hashtags } of model.posts.values()) {
    if (deleted) continue;
    for (const tag of new Set(hashtags.map((each) => each.tag)))
      if (tag.startsWith(prefix)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .slice(0, limit)
    .map(([tag]) => tag);
}
