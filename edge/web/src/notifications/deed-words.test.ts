import t from 'tap';
import { othersWords } from './deed-words.ts';

t.test('people who are not named are counted, as far as they are stored', async (t) => {
  t.strictSame(
    [othersWords(0, false), othersWords(1, false), othersWords(2, false)],
    ['', '1 other', '2 others'],
  );
  t.equal(othersWords(997, false), '997 others');
  t.equal(othersWords(997, true), '997 or more others');
  t.equal(othersWords(1, true), '1 or more others');
  t.equal(othersWords(0, true), 'perhaps others', 'those who were not stored may still be there');
});
