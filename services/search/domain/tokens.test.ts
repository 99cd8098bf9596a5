import fc from 'fast-check';
import t from 'tap';
import { fold } from './fold.ts';
import { tokensOf } from './tokens.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Words by the rules of Unicode, of a text in scripts with spaces. */
function segmentedWords(text: string): string[] {
  return [...segmenter.segment(fold(text))].flatMap(({ segment, isWordLike }) =>
    isWordLike ? (segment.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) : [],
  );
}

/** Latin, Greek, Cyrillic, signs, emoji: the characters whose words are found without the segmenter. */
const ranges = [
  [0, 0x482],
  [0x1e00, 0x24ea],
  [0x1f300, 0x1faff],
] as const;

t.test(
  'words of Latin, Greek and Cyrillic are those of the rules of Unicode, beside any sign or emoji',
  async (t) => {
    const differing: string[] = [];
    for (const [first, last] of ranges)
      for (let code = first; code <= last; code++) {
        const c = String.fromCodePoint(code);
        const text = `a${c}a 1${c}1 a${c}1 1${c}a ${c}${c} ${c}é`;
        if (tokensOf(text).words.join(' ') !== segmentedWords(text).join(' '))
          differing.push(code.toString(16));
      }
    t.strictSame(differing, []);
    const characters = fc.oneof(...ranges.map(([min, max]) => fc.integer({ min, max })));
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (codes) => {
        const text = String.fromCodePoint(...codes);
        return tokensOf(text).words.join(' ') === segmentedWords(text).join(' ');
      }),
      { numRuns: 2_000 },
    );
  },
);
