import { DomainError } from '../../../platform/domain-error.ts';
import { clipped, nearlyOf, type PersonWords, personTerm } from './person.ts';
import { maxTerms } from './query.ts';
import { tokensOf } from './tokens.ts';

/** Words of a person; all must occur. */
export interface PeopleQuery {
  readonly words: readonly string[];
  /** The whole query as a handle; absent where it cannot be one. */
  readonly handle?: string;
  /** Only handles are searched. */
  readonly handlesOnly: boolean;
}

const handlePattern = /^[a-z0-9_]{1,30}$/;

/** @returns undefined where the text has nothing to search for, or too many words */
export function peopleQueryOf(text: string): PeopleQuery | undefined {
  const whole = text.trim().toLowerCase();
  if (/^[@＠]/u.test(whole)) {
    const handle = whole.slice(1);
    return handlePattern.test(handle) ? { words: [handle], handle, handlesOnly: true } : undefined;
  }
  const { words, tooManyAt } = wordsOf(text);
  if (words.size === 0 || tooManyAt !== undefined) return undefined;
  return {
    words: [...words],
    ...(handlePattern.test(whole) && { handle: whole }),
    handlesOnly: false,
  };
}

/** @throws DomainError QUERY_INVALID with the position, in code points */
export function parsePeopleQuery(text: string): PeopleQuery {
  const query = peopleQueryOf(text);
  if (query !== undefined) return query;
  const { tooManyAt } = wordsOf(text);
  if (tooManyAt !== undefined) throw invalid(`a query has at most ${maxTerms} words`, text, tooManyAt);
  throw invalid('there is no word to search for', text, 0);
}

/** The words of a text, and the index of the piece in which there are too many. */
function wordsOf(text: string): { readonly words: ReadonlySet<string>; readonly tooManyAt?: number } {
  const words = new Set<string>();
  for (const { 0: piece, index } of text.matchAll(/\P{White_Space}+/gu)) {
    const { words: found, terms } = tokensOf(piece);
    for (const word of [...found, ...terms]) words.add(clipped(word));
    if (words.size > maxTerms) return { words, tooManyAt: index };
  }
  return { words };
}

function invalid(message: string, text: string, index: number): DomainError {
  const position = [...text.slice(0, index)].length;
  return new DomainError('QUERY_INVALID', message, { field: 'query', metadata: { position: `${position}` } });
}

/** How well a person matches, best first: the handle itself, beginnings of names, words of the bio, typing errors. */
export const grades = ['handle', 'names', 'bio', 'nearly'] as const;
export type Grade = (typeof grades)[number];

/** What an index must find for a grade. It includes everything that the better grades find. Undefined: nobody. */
export function conditionOfGrade(
  { words, handle, handlesOnly }: PeopleQuery,
  grade: Grade,
): readonly (readonly string[])[] | undefined {
  if (grade === 'handle') return handle === undefined ? undefined : [[personTerm.handle(handle)]];
  if (grade === 'bio' && handlesOnly) return undefined;
  if (grade === 'nearly' && words.every((word) => nearlyOf(word).length === 0)) return undefined;
  return words.map((word) => [
    personTerm.handlePrefix(word),
    ...(handlesOnly ? [] : [personTerm.namePrefix(word)]),
    ...(grade === 'names' || handlesOnly ? [] : [personTerm.bioPrefix(word)]),
    ...(grade === 'nearly' ? nearlyOf(word).map(personTerm.nearly) : []),
  ]);
}

/** The grade of a person; undefined for one who does not match. */
export function gradeOf(query: PeopleQuery, person: PersonWords): Grade | undefined {
  const { words, handle, handlesOnly } = query;
  if (handle === person.handle) return 'handle';
  const names = handlesOnly ? [person.handle] : [person.handle, ...person.name];
  const bio = handlesOnly ? [] : person.bio;
  const worst = Math.max(
    ...words.map((word) => {
      if (names.some((name) => name.startsWith(word))) return grades.indexOf('names');
      if (bio.some((each) => each.startsWith(word))) return grades.indexOf('bio');
      return names.some((name) => oneErrorApart(name, word)) ? grades.indexOf('nearly') : grades.length;
    }),
  );
  return grades[worst];
}

/** Whether two words differ by one character: added, left out, another one, or two side by side that are swapped. */
export function oneErrorApart(a: string, b: string): boolean {
  if (nearlyOf(a).length === 0 || nearlyOf(b).length === 0) return false;
  const [left, right] = [[...a], [...b]];
  while (left.length > 0 && left[0] === right[0]) {
    left.shift();
    right.shift();
  }
  while (left.length > 0 && left.at(-1) === right.at(-1)) {
    left.pop();
    right.pop();
  }
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
