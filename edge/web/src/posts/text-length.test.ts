import fc from 'fast-check';
import t from 'tap';
import { textLength as ofServer } from '../../../../services/post/domain/text.ts';
import { textLength } from './text-length.ts';

t.test('the composer counts as the server does', async (t) => {
  for (const text of [
    '',
    'plain words',
    '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} at home',
    'e\u0301te\u0301',
    'see https://skein.example/a/very/long/way and http://skein.example too',
    'two\nlines',
  ]) {
    t.equal(textLength(text), ofServer(text.normalize('NFC')), JSON.stringify(text));
  }
  const words = fc.array(
    fc.constantFrom('a', 'ö', ' ', '\n', '\u{1f9f6}', '\u{1f1e9}\u{1f1ea}', '@ada', '#x', '\u0301'),
  );
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join('').normalize('NFC');
      return textLength(text) === ofServer(text);
    }),
  );
});
