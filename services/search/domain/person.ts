import { tokensOf } from './tokens.ts';

/** What search knows of a person. */
export interface SearchedPerson {
  readonly id: string;
  readonly handle: string;
  readonly displayName: string;
  readonly bio: string;
}

/** A person as they are indexed. Terms have no blanks. */
export interface PersonDocument {
  readonly id: string;
  readonly terms: ReadonlySet<string>;
  /** Grows with the followers; of equal matches the greater comes first. 0 to 1,023. */
  readonly level: number;
}

/** Words are indexed and compared up to this many characters. */
const maxWordLength = 30;
/** Shorter words are found without typing errors only: most words of three letters are one error away from many others. */
const minTypoLength = 4;

/** Terms of a person. The kinds differ in their first character. */
export const personTerm = {
  handle: (whole: string) => `=${whole}`,
  handlePrefix: (prefix: string) => `@${prefix}`,
  namePrefix: (prefix: string) => `n:${prefix}`,
  bioPrefix: (prefix: string) => `b:${prefix}`,
  /** A word of a handle or a name, or what is left of it without one of its characters. */
  nearly: (word: string) => `~${word}`,
} as const;

/** The words of a person by where they are. */
export interface PersonWords {
  readonly handle: string;
  /** Words of the name, and parts of the handle between underscores. */
  readonly name: readonly string[];
  readonly bio: readonly string[];
}

export function personWords({ handle, displayName, bio }: Omit<SearchedPerson, 'id'>): PersonWords {
  const key = handle.toLowerCase();
  const parts = key.split('_').filter((part) => part !== '');
  return {
    handle: key,
    name: [...(parts.length > 1 ? parts : []), ...wordsOf(displayName)],
    bio: wordsOf(bio),
  };
}

function wordsOf(text: string): string[] {
  const { words, terms } = tokensOf(text);
  return [...new Set([...words, ...terms].map(clipped))];
}

/** A word as it is indexed and compared. */
export function clipped(word: string): string {
  return word.length <= maxWordLength ? word : [...word].slice(0, maxWordLength).join('');
}

/** @param followers how many follow the person */
export function personDocumentOf(person: SearchedPerson, followers: number): PersonDocument {
  const { handle, name, bio } = personWords(person);
  return {
    id: person.id,
    terms: new Set([
      personTerm.handle(handle),
      ...prefixes(handle).map(personTerm.handlePrefix),
      ...name.flatMap(prefixes).map(personTerm.namePrefix),
      ...bio.flatMap(prefixes).map(personTerm.bioPrefix),
      ...[handle, ...name].flatMap(nearlyOf).map(personTerm.nearly),
    ]),
    level: followerLevelOf(followers),
  };
}

/** Exact up to 64 followers, then in steps of about 4 %, so that a famous person is not indexed again at every follow. */
export function followerLevelOf(followers: number): number {
  if (followers <= 64) return Math.max(0, followers);
  return Math.min(1_023, 64 + Math.floor(16 * Math.log2(followers / 64)));
}

function prefixes(word: string): string[] {
  const characters = [...word];
  return characters.map((_, end) => characters.slice(0, end + 1).join(''));
}

/**
 * A word, and what is left of it without one of its characters. Two words that are one error apart have one of these in common
 * (the deletion neighbourhood of FastSS, Bocek et al. 2007). Empty for a short word.
 */
export function nearlyOf(word: string): string[] {
  const characters = [...word];
  if (characters.length < minTypoLength) return [];
  return [word, ...new Set(characters.map((_, at) => characters.toSpliced(at, 1).join('')))];
}
