import { DomainError } from '../../../platform/domain-error.ts';
import { conditionOf } from './tokens.ts';

/** More terms than this are refused. */
export const maxTerms = 20;

/** What one term of a query asks for; the contract of SearchPosts lists them. Days are as in 2026-01-31, UTC. */
export type Wanted =
  | { readonly kind: 'words'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'hashtag'; readonly tag: string }
  | { readonly kind: 'mention' | 'from' | 'to'; readonly handle: string }
  | { readonly kind: 'since' | 'until'; readonly day: string }
  | { readonly kind: 'has'; readonly what: 'link' };

export interface Term {
  /** It begins with a -: posts that match are not found. */
  readonly negated: boolean;
  readonly wanted: Wanted;
}

/** All of its terms hold; at least one is not negated. */
export type Query = readonly Term[];

const blank = /\p{White_Space}/u;
/** Straight quotes, and those that phones write instead. */
const quote = /["“”„]/u;
/** Letters, digits, and the signs that scripts write inside a word: those of services/post/text. */
const hashtag = /^[\p{L}\p{M}\p{N}_·・･゠〜～־׳״་༌\u309b\u309c\u200c\u200d]+$/u;
const handle = /^[a-z0-9_]{1,30}$/;
const operator = /^(from|to|since|until|has):/i;

/** @throws DomainError QUERY_INVALID with the position, in code points of the query as it was given */
export function parseQuery(text: string): Query {
  const characters = [...text];
  const terms: Term[] = [];
  let at = 0;
  const rest = () => {
    const start = at;
    while (at < characters.length && !blank.test(characters[at]!)) at += 1;
    return characters.slice(start, at).join('');
  };
  const word = () => {
    const start = at;
    while (at < characters.length && !blank.test(characters[at]!) && !quote.test(characters[at]!)) at += 1;
    return characters.slice(start, at).join('');
  };
  const phrase = () => {
    const start = at;
    at += 1;
    while (at < characters.length && !quote.test(characters[at]!)) at += 1;
    if (at === characters.length) throw invalid('the quote is not closed', start);
    at += 1;
    return characters.slice(start + 1, at - 1).join('');
  };
  while (at < characters.length) {
    if (blank.test(characters[at]!)) {
      at += 1;
      continue;
    }
    const start = at;
    const negated = characters[at] === '-';
    if (negated) at += 1;
    const from = at;
    const first = characters[at] ?? '';
    const wanted = quote.test(first)
      ? wordsOf(phrase(), true)
      : (special(characters.slice(from), rest, start) ?? wordsOf(word(), false));
    if (wanted === undefined) continue;
    if (terms.length === maxTerms) throw invalid(`a query has at most ${maxTerms} terms`, start);
    terms.push({ negated, wanted });
  }
  if (terms.length === 0) throw invalid('there is no word to search for', 0);
  if (terms.every(({ negated }) => negated)) throw invalid('at least one term must not begin with -', 0);
  return terms;
}

/** A term that is not words; undefined where it is. A # or @ before a blank or the end is left out, as other signs outside words are. */
function special(ahead: readonly string[], rest: () => string, at: number): Wanted | undefined {
  const [first = '', second = ' '] = ahead;
  if (blank.test(second)) return undefined;
  if (first === '#' || first === '＃') return hashtagOf(rest().slice(1), at);
  if (first === '@' || first === '＠') return { kind: 'mention', handle: handleOf(rest().slice(1), at) };
  const name = operator.exec(ahead.slice(0, 6).join(''))?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const value = rest().slice(name.length + 1);
  switch (name) {
    case 'from':
    case 'to':
      return { kind: name, handle: handleOf(value.replace(/^[@＠]/u, ''), at) };
    case 'since':
    case 'until':
      return { kind: name, day: dayOf(value, at) };
    default:
      if (value.toLowerCase() !== 'link') throw invalid('has: takes link', at);
      return { kind: 'has', what: 'link' };
  }
}

/** Undefined for signs that belong to no word: they are left out. */
function wordsOf(text: string, quoted: boolean): Wanted | undefined {
  const { phrases, terms } = conditionOf(text);
  return phrases.length === 0 && terms.length === 0 ? undefined : { kind: 'words', text, quoted };
}

function hashtagOf(written: string, at: number): Wanted {
  const tag = written.normalize('NFC').toLowerCase();
  if (!hashtag.test(tag)) throw invalid('a hashtag has letters, digits and _', at);
  return { kind: 'hashtag', tag };
}

function handleOf(written: string, at: number): string {
  const key = written.toLowerCase();
  if (!handle.test(key)) throw invalid('a handle has 1 to 30 letters, digits and _', at);
  return key;
}

function dayOf(day: string, at: number): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !isDay(day)) throw invalid('a day is written as in 2026-01-31', at);
  return day;
}

function isDay(day: string): boolean {
  const ms = startOf(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

/** Milliseconds since 1970 at which a day begins, UTC. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function invalid(message: string, position: number): DomainError {
  return new DomainError('QUERY_INVALID', message, { field: 'query', metadata: { position: `${position}` } });
}

/** The query as it can be typed; `parseQuery` gives the same query again. */
export function printQuery(query: Query): string {
  return query.map(({ negated, wanted }) => `${negated ? '-' : ''}${printWanted(wanted)}`).join(' ');
}

function printWanted(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'words':
      return wanted.quoted ? `"${wanted.text}"` : wanted.text;
    case 'hashtag':
      return `#${wanted.tag}`;
    case 'mention':
      return `@${wanted.handle}`;
    case 'from':
    case 'to':
      return `${wanted.kind}:${wanted.handle}`;
    case 'since':
    case 'until':
      return `${wanted.kind}:${wanted.day}`;
    case 'has':
      return `has:${wanted.what}`;
  }
}
