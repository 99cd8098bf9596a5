import type { Search } from '../../domain/search.ts';
import type { Condition } from '../../domain/tokens.ts';

/** A term that every post has, for searches without a word. */
export const everyPost = 'every:';

/** The term of a like level above 0. */
export function likesTerm(level: number): string {
  return `likes:${level}`;
}

/** A search as a MATCH expression of FTS5 with the columns `words` and `terms`. */
export function matchOf({ all, none }: Search): string {
  const wanted = all.length === 0 ? termMatch(everyPost) : all.map(conditionMatch).join(' AND ');
  return none.length === 0 ? wanted : `(${wanted}) NOT (${none.map(conditionMatch).join(' OR ')})`;
}

/** The search, of posts of one like level only. */
export function likedMatch(search: Search, level: number): string {
  return `${termMatch(likesTerm(level))} AND (${matchOf(search)})`;
}

function conditionMatch({ phrases, terms }: Condition): string {
  return `(${[...phrases.map((words) => `words : ${quoted(words.join(' '))}`), ...terms.map(termMatch)].join(' AND ')})`;
}

function termMatch(term: string): string {
  return `terms : ${quoted(term)}`;
}

export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
