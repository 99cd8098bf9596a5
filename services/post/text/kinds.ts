/** The kinds of a code point in the rules of text, as bits. The bits above them are its script. */
export const LETTER = 1;
/** A visible mark on a letter. Invisible ones are `JOINER`. */
export const MARK = 1 << 1;
/** Any number: digits of every script, Roman and circled numbers. */
export const NUMBER = 1 << 2;
/** Invisible, and needed inside words of some scripts: ZWJ, ZWNJ, variation selectors. */
export const JOINER = 1 << 3;
/** Emoji and other symbols. */
export const SYMBOL = 1 << 4;
/** Belongs to the emoji before it: skin tone, keycap, tag. */
export const EMOJI_PART = 1 << 5;
/** Punctuation that an address may contain but not end with. */
export const SOFT = 1 << 6;
/** Ends every address: spaces, controls, quotes, brackets and punctuation of other scripts. */
export const HARD = 1 << 7;
/** A letter or digit of ASCII. */
export const ASCII = 1 << 8;
/** A number that hosts may contain; not circled and Roman ones. */
export const DIGIT = 1 << 9;

export const CONNECTED = LETTER | MARK | NUMBER;

/** Scripts that the rules distinguish, in the bits above the kinds. */
const SCRIPT_SHIFT = 16;
const script = (number: number) => number << SCRIPT_SHIFT;
export const LATIN = script(1);
/** Han, kana, Hangul, Bopomofo. One text mixes their words. */
export const EAST_ASIAN = script(2);
/** Written without spaces between words. */
export const SOUTH_EAST_ASIAN = script(3);
export const INDIC = script(4);
export const HEBREW = script(5);
export const TIBETAN = script(6);
export const GREEK = script(7);

export function scriptOf(kind: number): number {
  return kind & (0xff << SCRIPT_SHIFT);
}

const scripts: readonly (readonly [number, RegExp])[] = [
  [LATIN, /[\p{Script=Latin}\u{1d400}-\u{1d7ff}]/u],
  [
    EAST_ASIAN,
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u30fc\uff70\uff9e\uff9f]/u,
  ],
  [
    SOUTH_EAST_ASIAN,
    /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Javanese}\p{Script=Balinese}\p{Script=Tai_Tham}\p{Script=Tai_Le}\p{Script=New_Tai_Lue}\p{Script=Tai_Viet}\p{Script=Cham}]/u,
  ],
  [
    INDIC,
    /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]/u,
  ],
  [HEBREW, /\p{Script=Hebrew}/u],
  [TIBETAN, /\p{Script=Tibetan}/u],
  [GREEK, /\p{Script=Greek}/u],
  [script(8), /\p{Script=Cyrillic}/u],
  [script(9), /\p{Script=Arabic}/u],
];
const OTHER_SCRIPT = script(10);

const letter = /\p{L}/u;
/** Standalone kana sound marks. Writers use them as marks: `あ゛`. */
const visibleMark = /[\u309b\u309c]|(?!\p{Default_Ignorable_Code_Point})\p{M}/u;
const joiner = /\p{Join_Control}|\p{Variation_Selector}|\u180e/u;
const emojiPart = /[\u20e3\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/u;
const number = /\p{N}/u;
const digit = /\p{Nd}/u;
const symbol = /\p{S}/u;
/** The only punctuation beyond ASCII that addresses may contain; see the README. */
const softBeyondAscii = /[·‐‑–—’…・･゠〜～־׳״་༌]/u;

function beyondAscii(character: string): number {
  // Before symbols: the full-width tilde is a symbol too.
  if (softBeyondAscii.test(character)) return SOFT;
  if (letter.test(character)) return LETTER | scriptOfLetter(character);
  if (emojiPart.test(character)) return EMOJI_PART;
  if (visibleMark.test(character)) return MARK;
  if (number.test(character)) return digit.test(character) ? NUMBER | DIGIT : NUMBER;
  if (joiner.test(character)) return JOINER;
  // Full-width forms of ASCII signs are used as punctuation.
  if (symbol.test(character) && !/[\uff00-\uffef\u3000-\u303f]/u.test(character)) return SYMBOL;
  return HARD;
}

function scriptOfLetter(character: string): number {
  return scripts.find(([, pattern]) => pattern.test(character))?.[0] ?? OTHER_SCRIPT;
}

function ofAscii(character: string): number {
  if (/[A-Za-z]/.test(character)) return LETTER | ASCII | LATIN;
  if (/[0-9]/.test(character)) return NUMBER | DIGIT | ASCII;
  if (/[.,:;!?'*~|#]/.test(character)) return SOFT;
  return /[\s\p{Cc}<>"`{}\\^]/u.test(character) ? HARD : 0;
}

const ascii = Uint32Array.from({ length: 0x80 }, (_, code) => ofAscii(String.fromCharCode(code)));
/** The kinds of the Basic Multilingual Plane, filled on demand. 0 means unknown: no kind beyond ASCII is 0. */
const looked = new Uint32Array(0x10000);

export function kindOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return ascii[code]!;
  if (code > 0xffff) return beyondAscii(character);
  looked[code] ||= beyondAscii(character);
  return looked[code];
}
