import fc from 'fast-check';
import t from 'tap';
import { cutText } from './cut-text.ts';

t.test('a text is truncated to so many bytes, between characters, with an ellipsis', async (t) => {
  t.equal(cutText('short', 5), 'short');
  t.equal(cutText('longer', 5), 'lo…');
  t.equal(cutText('ää', 4), 'ää');
  t.equal(cutText('äää', 5), 'ä…');
  t.equal(cutText('\ud800', 10), '\ufffd');
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.integer({ min: 3, max: 60 }),
      (text, bytes) => {
        const cut = cutText(text, bytes);
        const whole = text.toWellFormed();
        const fits = Buffer.byteLength(whole) <= bytes;
        return (
          Buffer.byteLength(cut) <= bytes &&
          (fits ? cut === whole : cut.endsWith('…') && whole.startsWith(cut.slice(0, -1)))
        );
      },
    ),
  );
});
