import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { pathOfHandle, pathOfSearch, pathOfUser } from '../addresses.ts';

/** The part of a typed query that is completed: the term before the caret, or the whole text. */
export interface Completing {
  /** The request of Typeahead: with @ for people only, with # for hashtags only. */
  readonly prefix: string;
  /** In UTF-16 units, half-open. */
  readonly start: number;
  readonly end: number;
  /** Stands before the completion, such as `from:` or `-#`. */
  readonly lead: string;
  /** Whether a completion is all that the person wants, and not a term of a longer query. */
  readonly whole: boolean;
}

export type Suggestion =
  | { readonly kind: 'person'; readonly user: User }
  | { readonly kind: 'hashtag'; readonly tag: string }
  /** The profile of a typed handle, without asking the server whether it exists. */
  | { readonly kind: 'profile'; readonly handle: string };

/** The contract's limit, in code points. */
const maxPrefix = 50;
const operator = /^(-?(?:from|to):)[@＠]?(\w+)$/i;
const mention = /^(-?)[@＠](\w+)$/;
const hashtag = /^(-?)[#＃](.+)$/u;
/** Words without signs of the query language. */
const words = /^[^\s"“”„#＃@＠:-][^"“”„#＃@＠:]*$/u;

/**
 * @param caret in UTF-16 units
 * @returns undefined where there is nothing to complete
 */
export function completingAt(text: string, caret: number): Completing | undefined {
  const found = termAt(text, caret) ?? wholeOf(text);
  return found === undefined || [...found.prefix].length > maxPrefix ? undefined : found;
}

function termAt(text: string, caret: number): Completing | undefined {
  const term = /\S*$/.exec(text.slice(0, caret))![0];
  const span = { start: caret - term.length, end: caret };
  const alone = text.trim() === term;
  const [, named, ofPerson] = operator.exec(term) ?? [];
  if (ofPerson !== undefined) return { ...span, prefix: `@${ofPerson}`, lead: named!, whole: false };
  for (const [pattern, sign] of [
    [mention, '@'],
    [hashtag, '#'],
  ] as const) {
    const [, minus, begun] = pattern.exec(term) ?? [];
    if (begun !== undefined)
      return { ...span, prefix: sign + begun, lead: minus + sign, whole: alone && minus === '' };
  }
  return undefined;
}

function wholeOf(text: string): Completing | undefined {
  const prefix = text.trim();
  return words.test(prefix) ? { prefix, start: 0, end: text.length, lead: '', whole: true } : undefined;
}

/** Adds the profile of a typed handle to the server's suggestions, unless it is one of them. */
export function withProfile(
  suggestions: readonly Suggestion[],
  completing: Completing | undefined,
): readonly Suggestion[] {
  const [, handle] = (completing?.whole && /^@(\w{1,30})$/.exec(completing.prefix)) || [];
  if (handle === undefined) return suggestions;
  const known = suggestions.some(
    (each) => each.kind === 'person' && each.user.handle.toLowerCase() === handle.toLowerCase(),
  );
  return known ? suggestions : [...suggestions, { kind: 'profile', handle }];
}

/** What choosing a suggestion does: it leads to a page, or completes the text. */
export type Chosen = { readonly path: string } | { readonly text: string; readonly caret: number };

export function choose(text: string, { start, end, lead, whole }: Completing, chosen: Suggestion): Chosen {
  if (chosen.kind === 'profile') return { path: pathOfHandle(chosen.handle) };
  if (whole)
    return {
      path: chosen.kind === 'person' ? pathOfUser(chosen.user.id) : pathOfSearch(`#${chosen.tag}`),
    };
  const completed = `${text.slice(0, start)}${lead}${chosen.kind === 'person' ? chosen.user.handle : chosen.tag} `;
  return { text: completed + text.slice(end).trimStart(), caret: completed.length };
}
