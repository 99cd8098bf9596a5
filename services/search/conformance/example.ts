import { idAtTime } from '../../../platform/ids.ts';
import { documentOf, type PostDocument, type SearchedPost } from '../domain/document.ts';
import { type PersonDocument, personDocumentOf, type SearchedPerson } from '../domain/person.ts';
import { parseQuery } from '../domain/query.ts';
import { type Search, searchOf } from '../domain/search.ts';

/** The people whom queries of the suites name. */
export const userIds: ReadonlyMap<string, string> = new Map([
  ['ada', '2000000000000000001'],
  ['bob', '2000000000000000002'],
  ['eve', '2000000000000000003'],
]);

export const [ada, bob, eve] = [...userIds.values()] as [string, string, string];

const firstMs = Date.UTC(2026, 0, 31, 12);

/** Ids of posts an hour apart, the first at noon of 2026-01-31 UTC. */
export function postId(n: number): string {
  return idAtTime(firstMs + n * 3_600_000);
}

export function searchedPost(n: number, text: string, more: Partial<SearchedPost> = {}): SearchedPost {
  return {
    id: postId(n),
    authorId: ada,
    text,
    hashtags: [],
    mentionedUserIds: [],
    replyToAuthorId: '',
    hasLink: false,
    likes: 0,
    ...more,
  };
}

export function examplePost(n: number, text: string, more: Partial<SearchedPost> = {}): PostDocument {
  return documentOf(searchedPost(n, text, more));
}

export function exampleSearch(query: string): Search {
  const search = searchOf(parseQuery(query), userIds);
  if (search === undefined) throw new Error(`${query} names nobody`);
  return search;
}

export function examplePerson(
  n: number,
  person: Partial<SearchedPerson> & { handle: string },
  followers = 0,
): PersonDocument {
  return personDocumentOf(
    { id: `${2_000_000_000_000_000_000n + BigInt(n)}`, displayName: '', bio: '', ...person },
    followers,
  );
}
