/** More combining marks than any script puts on one letter; longer sequences are drawn over neighbouring lines. */
export const MAX_MARKS = 8;

/** A code point that a text must not contain. */
export interface BadCharacter {
  readonly kind: 'surrogate' | 'control' | 'direction' | 'mark';
  /** In code points from the start of the given text. */
  readonly position: number;
  /** `U+202E` */
  readonly name: string;
}

export interface CharacterRules {
  /** Line feeds and Unicode line separators count as control characters too. */
  readonly oneLine?: boolean;
  /** Refuses direction controls (Unicode's Bidi_Control). */
  readonly noDirections?: boolean;
}

/** Cc except line feed. Format characters (joiners, variation selectors) are part of scripts and emoji. */
const control = /(?!\n)\p{Cc}/u;
const lineBreak = /[\n\u2028\u2029]/u;
const direction = /\p{Bidi_Control}/u;
const surrogate = /\p{Cs}/u;
const mark = /\p{M}/u;
const ignorable = /\p{Default_Ignorable_Code_Point}/u;

/** Characters that need a closer look; most texts have none. */
const suspicious = /[^\n\x20-\x7e\p{L}\p{N}\p{P}\p{Zs}]/u;

/** The first code point that the rules refuse. CR must be folded to line feed before. */
export function badCharacter(text: string, rules: CharacterRules): BadCharacter | undefined {
  if (!suspicious.test(text) && !(rules.oneLine && text.includes('\n'))) return undefined;
  let position = 0;
  let marks = 0;
  let base = '';
  for (const character of text) {
    const bad = (kind: BadCharacter['kind']) => ({ kind, position, name: nameOf(character) });
    if (surrogate.test(character)) return bad('surrogate');
    if (control.test(character)) return bad('control');
    if (rules.oneLine && lineBreak.test(character)) return bad('control');
    if (rules.noDirections && direction.test(character)) return bad('direction');
    if (mark.test(character)) {
      marks += 1;
      if (marks > MAX_MARKS || (marks > MAX_MARKS - MAX_OF_BASE && marks + marksIn(base) > MAX_MARKS)) {
        return bad('mark');
      }
    } else if (!ignorable.test(character)) {
      // An invisible character does not separate marks from their letter.
      base = character;
      marks = 0;
    }
    position += 1;
  }
  return undefined;
}

/** No letter of Unicode decomposes into more marks. */
const MAX_OF_BASE = 4;

/** The marks in a letter's decomposition, so that composed and decomposed forms count alike. */
function marksIn(base: string): number {
  return base.normalize('NFD').match(/\p{M}/gu)?.length ?? 0;
}

/**
 * Invisible characters: white space, default ignorables, and blank letters and symbols (braille U+2800, object
 * replacement U+FFFC, interlinear annotation, the null note head U+1D159, fillers and joiners of Tifinagh, Brahmi,
 * Khitan and Egyptian).
 */
const shown =
  /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Bidi_Control}\u2800\u2d7f\ufff9-\ufffc\u{1107f}\u{13430}-\u{13442}\u{16fe4}\u{1d159}]/u;

/** Whether nothing of the text is visible. */
export function isBlank(text: string): boolean {
  return !shown.test(text);
}

function nameOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
