import { documentOf, likeLevelOf, type PostDocument, type SearchedPost } from '../domain/document.ts';
import {
  followerLevelOf,
  type PersonDocument,
  personDocumentOf,
  type SearchedPerson,
} from '../domain/person.ts';
import type { Scanned } from '../ports.ts';
import type { AppContext } from './context.ts';

/** Where the documents of an index come from. */
export interface Source<S extends { readonly id: string }, D> {
  /** What exists of these now, by id. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, S>>;
  /** Everything that exists, in a stable order. A page may be empty. */
  scan(afterId: string, limit: number): Promise<Scanned<S>>;
  documentOf(item: S): D;
  /** Whether two states of one item give the same document. */
  isSame(a: S, b: S): boolean;
}

/** Posts of the post service. Purged accounts are left out of their mentions: the post service keeps these as they were written. */
export function postSource({
  posts,
  people,
}: Pick<AppContext, 'posts' | 'people'>): Source<SearchedPost, PostDocument> {
  const withExistingMentions = async (found: readonly SearchedPost[]): Promise<SearchedPost[]> => {
    const mentioned = [...new Set(found.flatMap(({ mentionedUserIds }) => mentionedUserIds))];
    if (mentioned.length === 0) return [...found];
    const existing = await people.existing(mentioned);
    return found.map((post) => ({
      ...post,
      mentionedUserIds: post.mentionedUserIds.filter((id) => existing.has(id)),
    }));
  };
  return {
    read: async (ids) => byId(await withExistingMentions(await posts.stored(ids))),
    async scan(afterId, limit) {
      const { items, nextAfterId } = await posts.scan(afterId, limit);
      return { items: await withExistingMentions(items), nextAfterId };
    },
    documentOf,
    // Text, hashtags and links of a post never change.
    isSame: (a, b) =>
      likeLevelOf(a.likes) === likeLevelOf(b.likes) &&
      a.replyToAuthorId === b.replyToAuthorId &&
      a.mentionedUserIds.length === b.mentionedUserIds.length,
  };
}

/** A person with their followers. */
interface FollowedPerson extends SearchedPerson {
  readonly followers: number;
}

/** Active people of the user service, with the followers of the graph service. */
export function peopleSource({
  people,
  relations,
}: Pick<AppContext, 'people' | 'relations'>): Source<FollowedPerson, PersonDocument> {
  const withFollowers = async (found: readonly SearchedPerson[]): Promise<FollowedPerson[]> => {
    if (found.length === 0) return [];
    const counts = await relations.followerCounts(found.map(({ id }) => id));
    return found.map((person) => ({ ...person, followers: counts.get(person.id) ?? 0 }));
  };
  return {
    read: async (ids) => byId(await withFollowers([...(await people.active(ids)).values()])),
    async scan(afterId, limit) {
      const { items, nextAfterId } = await people.scan(afterId, limit);
      return { items: await withFollowers(items), nextAfterId };
    },
    documentOf: ({ followers, ...person }) => personDocumentOf(person, followers),
    isSame: (a, b) =>
      a.handle === b.handle &&
      a.displayName === b.displayName &&
      a.bio === b.bio &&
      followerLevelOf(a.followers) === followerLevelOf(b.followers),
  };
}

function byId<S extends { readonly id: string }>(items: readonly S[]): ReadonlyMap<string, S> {
  return new Map(items.map((item) => [item.id, item]));
}
