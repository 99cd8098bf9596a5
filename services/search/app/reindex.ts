import { DomainError } from '../../../platform/domain-error.ts';
import { documentOf, likeLevelOf, type SearchedPost } from '../domain/document.ts';
import { personDocumentOf } from '../domain/person.ts';
import type { Documents } from '../ports.ts';
import type { AppContext } from './context.ts';
import { isSamePerson, refreshPeople } from './refresh-people.ts';
import { refreshPosts } from './refresh-posts.ts';

export interface ReindexBatch {
  /** Where the next part begins; empty after the last. */
  readonly nextCursor: string;
  readonly indexed: number;
  /** How many documents are expected; only in the first part. */
  readonly expected?: number;
}

/** How many documents a part reads. A part takes less than a second, and searches run between its writes. */
const batchSize = 200;

/** Cursors: of the scan, with the place where it continues, and of the end. */
const scanFrom = 'scan ';
const finish = 'finish';

/**
 * Builds an index again, part by part: begins a rebuild, scans the source, replaces the index. Events change both copies
 * meanwhile. A part fills what it has read, and reads again what may have changed before the fill.
 */
export function reindex(context: AppContext) {
  const { postIndex, peopleIndex } = context;
  const posts = (cursor: string) => rebuild(postIndex, cursor, fillPosts(context));
  const people = (cursor: string) => rebuild(peopleIndex, cursor, fillPeople(context));
  return (index: 'posts' | 'people', cursor: string): Promise<ReindexBatch> =>
    index === 'posts' ? posts(cursor) : people(cursor);
}

/** @param fill fills a page of the scan, and returns the number of its documents and where the next page begins */
async function rebuild<D>(
  index: Documents<D>,
  cursor: string,
  fill: (afterId: string) => Promise<{ indexed: number; nextAfterId: string }>,
): Promise<ReindexBatch> {
  if (cursor === '') {
    await index.abandonRebuild();
    await index.beginRebuild();
    return { nextCursor: scanFrom, indexed: 0, expected: await index.count() };
  }
  if (cursor.startsWith(scanFrom)) {
    const { indexed, nextAfterId } = await fill(cursor.slice(scanFrom.length));
    return { indexed, nextCursor: nextAfterId === '' ? finish : `${scanFrom}${nextAfterId}` };
  }
  if (cursor !== finish) throw new DomainError('FIELD_INVALID', 'no such cursor', { field: 'cursor' });
  await index.finishRebuild();
  return { nextCursor: '', indexed: 0 };
}

function fillPosts(context: AppContext) {
  const { posts, postIndex } = context;
  const refresh = refreshPosts(context);
  return async (afterId: string) => {
    const { items, nextAfterId } = await posts.scan(afterId, batchSize);
    if (items.length > 0) {
      await postIndex.fill(items.map(documentOf));
      const now = new Map((await posts.stored(items.map(idOf))).map((post) => [post.id, post]));
      const changed = items.filter((post) => !isSamePost(post, now.get(post.id))).map(idOf);
      if (changed.length > 0) await refresh(changed);
    }
    return { indexed: items.length, nextAfterId };
  };
}

function fillPeople(context: AppContext) {
  const { people, peopleIndex, relations } = context;
  const refresh = refreshPeople(context);
  return async (afterId: string) => {
    const { items, nextAfterId } = await people.scan(afterId, batchSize);
    if (items.length > 0) {
      const followers = await relations.followerCounts(items.map(idOf));
      await peopleIndex.fill(items.map((person) => personDocumentOf(person, followers.get(person.id) ?? 0)));
      const now = await people.active(items.map(idOf));
      const changed = items.filter((person) => !isSamePerson(person, now.get(person.id))).map(idOf);
      if (changed.length > 0) await refresh(changed);
    }
    return { indexed: items.length, nextAfterId };
  };
}

/** Texts never change. */
function isSamePost(before: SearchedPost, now: SearchedPost | undefined): boolean {
  return now !== undefined && likeLevelOf(before.likes) === likeLevelOf(now.likes);
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}
