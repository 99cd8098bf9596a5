import { peopleQueryOf } from '../domain/people-query.ts';
import type { AppContext } from './context.ts';
import { searchUsers } from './search-users.ts';

export interface Typed {
  /** As it was typed so far. */
  readonly prefix: string;
  readonly viewerId: string | undefined;
  readonly limit: number;
  readonly people: boolean;
  readonly hashtags: boolean;
}

export interface Completions {
  /** Encoded profiles. */
  readonly people: readonly Uint8Array[];
  readonly hashtags: readonly string[];
}

/** Completes what a person types: a leading @ asks for people only, a leading # for hashtags only. */
export function typeahead(context: AppContext) {
  const { postIndex } = context;
  const search = searchUsers(context);
  const matching = async ({ prefix, viewerId, limit }: Typed) => {
    const query = peopleQueryOf(prefix);
    if (query === undefined) return [];
    return (await search({ query, viewerId, size: limit, grades: ['handle', 'names'] })).shown;
  };
  const beginning = async ({ prefix, limit }: Typed) => {
    const tag = prefix
      .trim()
      .replace(/^[#＃]/u, '')
      .normalize('NFC')
      .toLowerCase();
    return tag === '' || /\p{White_Space}/u.test(tag) ? [] : postIndex.hashtags(tag, limit);
  };
  return async (typed: Typed): Promise<Completions> => {
    const first = typed.prefix.trim()[0] ?? '';
    const [people, hashtags] = await Promise.all([
      typed.people && !/[#＃]/u.test(first) ? matching(typed) : [],
      typed.hashtags && !/[@＠]/u.test(first) ? beginning(typed) : [],
    ]);
    // Each kind gets half of the places, and what the other does not fill.
    const shownTags = hashtags.slice(0, Math.max(Math.floor(typed.limit / 2), typed.limit - people.length));
    return { people: people.slice(0, typed.limit - shownTags.length), hashtags: shownTags };
  };
}
