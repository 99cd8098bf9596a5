import fc from 'fast-check';
import t from 'tap';
import { truncateUtf8 } from './truncate-utf8.ts';

t.test('a text is truncated to so many bytes, between characters, with an ellipsis', async (t) => {
  t.equal(truncateUtf8('short', 5), 'short');
  t.equal(truncateUtf8('longer', 5), 'lo…');
  t.equal(truncateUtf8('ää', 4), 'ää');
  t.equal(truncateUtf8('äää', 5), 'ä…');
  t.equal(truncateUtf8('\ud800', 10), '\ufffd');
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.integer({ min: 3, max: 60 }),
      (text, bytes) => {
        const cut = truncateUtf8(text, bytes);
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
