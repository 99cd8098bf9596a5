/**
 * Marks that words are found without: accents on letters of alphabets, points of Hebrew, vowels and lengthening of Arabic.
 * Marks of other scripts (vowels of Devanagari, voicing of kana) make another word and stay.
 */
const accents =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/** Letters that Unicode does not decompose and that people write as others. */
const others: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
  ك: 'ک',
  ي: 'ی',
  ى: 'ی',
  ة: 'ه',
};
const other = new RegExp(`[${Object.keys(others).join('')}]`, 'gu');

/** The zeros of the decimal digits that people post with. Source: Unicode, general category Nd. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810,
];
const digits = new Map(
  zeros.flatMap((zero) =>
    Array.from({ length: 10 }, (_, value) => [String.fromCodePoint(zero + value), `${value}`]),
  ),
);
const digit = new RegExp(`[${[...digits.keys()].join('')}]`, 'gu');

/**
 * A text without what search disregards: case, accents, compatibility forms (full width, ligatures, superscripts), digits of
 * other scripts, characters that show nothing. Idempotent.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .replace(invisible, '')
    .toLowerCase()
    .replace(accents, '')
    .replace(other, (letter) => others[letter]!)
    .replace(digit, (each) => digits.get(each)!)
    .normalize('NFC');
}
