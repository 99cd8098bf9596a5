import { createHash } from 'node:crypto';
import { type PostDocument, term } from './document.ts';
import { type Query, startOf, type Wanted } from './query.ts';
import { type Condition, conditionOf } from './tokens.ts';

/** A query as an index is asked: handles are accounts, days are times, words are tokens. */
export interface Search {
  /** Each holds. */
  readonly all: readonly Condition[];
  /** None of these holds. */
  readonly none: readonly Condition[];
  /** Posted at this time or later, in milliseconds since 1970; absent without a bound. */
  readonly sinceMs?: number;
  /** Posted before this time, in milliseconds since 1970; absent without a bound. */
  readonly untilMs?: number;
}

/** The handles that a query names, each once: their accounts are resolved before the search. */
export function handlesOf(query: Query): string[] {
  return [...new Set(query.flatMap(({ wanted }) => ('handle' in wanted ? [wanted.handle] : [])))];
}

/** The handles whose posts a query asks for by `from:`; a reader who muted one of them sees these posts. */
export function authorsOf(query: Query): string[] {
  return query.flatMap(({ negated, wanted }) => (wanted.kind === 'from' && !negated ? [wanted.handle] : []));
}

/**
 * @param userIds of handles that exist
 * @returns undefined where nothing can be found, because a handle belongs to nobody
 */
export function searchOf(query: Query, userIds: ReadonlyMap<string, string>): Search | undefined {
  const all: Condition[] = [];
  const none: Condition[] = [];
  let sinceMs = Number.NEGATIVE_INFINITY;
  let untilMs = Number.POSITIVE_INFINITY;
  for (const { negated, wanted } of query) {
    if ('day' in wanted) {
      const ms = startOf(wanted.day);
      // Not since a day is until that day, and the other way round.
      if ((wanted.kind === 'since') === negated) untilMs = Math.min(untilMs, ms);
      else sinceMs = Math.max(sinceMs, ms);
      continue;
    }
    const condition = conditionFor(wanted, userIds);
    if (condition !== undefined) (negated ? none : all).push(condition);
    else if (!negated) return undefined;
  }
  return {
    all,
    none,
    ...(sinceMs !== Number.NEGATIVE_INFINITY && { sinceMs }),
    ...(untilMs !== Number.POSITIVE_INFINITY && { untilMs }),
  };
}

/** The same for searches that ask for the same, in whatever order their terms come. */
export function searchKey({ all, none, sinceMs, untilMs }: Search): string {
  const sorted = (conditions: readonly Condition[]) =>
    conditions.map(({ phrases, terms }) => JSON.stringify([phrases, terms])).sort();
  const whole = JSON.stringify([sorted(all), sorted(none), sinceMs, untilMs]);
  return createHash('sha256').update(whole).digest('base64url');
}

function conditionFor(
  wanted: Exclude<Wanted, { day: string }>,
  userIds: ReadonlyMap<string, string>,
): Condition | undefined {
  switch (wanted.kind) {
    case 'words':
      return conditionOf(wanted.text);
    case 'hashtag':
      return only(term.hashtag(wanted.tag));
    case 'has':
      return only(term.link);
    default: {
      const userId = userIds.get(wanted.handle);
      return userId === undefined ? undefined : only(accountTerms[wanted.kind](userId));
    }
  }
}

const accountTerms = { mention: term.mention, from: term.author, to: term.replyTo };

function only(one: string): Condition {
  return { phrases: [], terms: [one] };
}

/** Whether a search finds a post, without an index: what indexes are tested against. */
export function matches(
  { all, none, sinceMs, untilMs }: Search,
  document: PostDocument,
  postedMs: number,
): boolean {
  if (sinceMs !== undefined && postedMs < sinceMs) return false;
  if (untilMs !== undefined && postedMs >= untilMs) return false;
  const holds = (condition: Condition) => has(document, condition);
  return all.every(holds) && !none.some(holds);
}

function has({ words, terms }: PostDocument, condition: Condition): boolean {
  return (
    condition.terms.every((each) => terms.has(each)) &&
    condition.phrases.every((phrase) =>
      words.some((_, start) => phrase.every((word, offset) => words[start + offset] === word)),
    )
  );
}
