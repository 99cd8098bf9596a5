import { fold } from './fold.ts';

/** Scripts whose words are not, or only partly, set apart by spaces. */
const unspaced =
  '\\p{Script_Extensions=Han}\\p{Script_Extensions=Hiragana}\\p{Script_Extensions=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}' +
  '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const unspacedRun = new RegExp(`(?:(?=[${unspaced}])[\\p{L}\\p{Nl}]\\p{M}*)+`, 'gu');
const character = /\P{M}\p{M}*/gu;
const lettersAndDigits = /[\p{L}\p{M}\p{N}]+/gu;
const emoji = /\p{RGI_Emoji}|\p{Extended_Pictographic}/gv;
/** What varies in one emoji: how it is drawn, and the skin tone. */
const emojiVariation = /[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]/gu;

/**
 * Characters whose words need more than a look for runs of letters and digits: all but those of Latin, Greek and Cyrillic, common
 * signs and emoji.
 */
const segmented = /[\u0483-\u1dff\u24eb-\u{1f2ff}\u{1fb00}-\u{10ffff}]/u;
/** Rules of Unicode for words, whichever language a text is in. */
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** What a text is found by. No token has a blank in it. */
export interface Tokens {
  /**
   * Words in order, for searches side by side. Of a run in a script without spaces every two characters that stand beside
   * each other are a token, so that a word is found wherever it is in the run.
   */
  readonly words: readonly string[];
  /** Terms without a place: single characters of such runs, and emoji. */
  readonly terms: ReadonlySet<string>;
}

/** What a text must have to be found by another; all of it. */
export interface Condition {
  /** Each is words side by side. */
  readonly phrases: readonly (readonly string[])[];
  readonly terms: readonly string[];
}

export function tokensOf(text: string): Tokens {
  const words: string[] = [];
  const terms = new Set<string>(emojiOf(text));
  for (const piece of piecesOf(text)) {
    if (typeof piece === 'string') {
      words.push(piece);
    } else {
      for (const character of piece) terms.add(character);
      words.push(...pairs(piece));
    }
  }
  return { words, terms };
}

/** A text that is searched for: its words stand side by side. A single character of a script without spaces is found in any run. */
export function conditionOf(text: string): Condition {
  const phrases: string[][] = [[]];
  const terms = new Set<string>(emojiOf(text));
  for (const piece of piecesOf(text)) {
    if (typeof piece === 'string') {
      phrases.at(-1)!.push(piece);
    } else if (piece.length > 1) {
      phrases.at(-1)!.push(...pairs(piece));
    } else {
      terms.add(piece[0]!);
      phrases.push([]);
    }
  }
  return { phrases: phrases.filter(({ length }) => length > 0), terms: [...terms] };
}

/** Emoji of a text, each as it is searched for: without skin tone. */
export function emojiOf(text: string): string[] {
  return (text.match(emoji) ?? []).map((each) => each.replace(emojiVariation, '') || each);
}

/** Words, and the characters of runs in scripts without spaces. */
function piecesOf(text: string): (string | readonly string[])[] {
  const folded = fold(text);
  if (!segmented.test(folded)) return folded.match(lettersAndDigits) ?? [];
  const pieces: (string | readonly string[])[] = [];
  let at = 0;
  for (const { 0: run, index } of folded.matchAll(unspacedRun)) {
    pieces.push(...spacedWords(folded.slice(at, index)), run.match(character) ?? []);
    at = index + run.length;
  }
  pieces.push(...spacedWords(folded.slice(at)));
  return pieces;
}

function spacedWords(folded: string): string[] {
  return [...segmenter.segment(folded)].flatMap(({ segment, isWordLike }) =>
    isWordLike ? (segment.match(lettersAndDigits) ?? []) : [],
  );
}

function pairs(characters: readonly string[]): readonly string[] {
  if (characters.length < 2) return characters;
  return characters.slice(1).map((next, index) => characters[index]! + next);
}
