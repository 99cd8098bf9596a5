import fc from 'fast-check';
import t from 'tap';
import { pullAuthors } from './pull-authors.ts';

const people = fc.constantFrom(...Array.from({ length: 12 }, (_, n) => `a${n}`));
const entryId = fc.integer({ min: 10, max: 30 }).map(String);

t.test('the authors of an audience that are merged at read are the same as by a full scan', async () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(people, entryId)), fc.array(people), entryId, (notes, audience, fromId) => {
      const pulls = pullAuthors();
      for (const [authorId, id] of notes) pulls.note(authorId, id);
      const expected = [...new Set(audience)].filter((each) =>
        notes.some(([authorId, id]) => authorId === each && id >= fromId),
      );
      return pulls.among(new Set(audience), fromId).sort().join() === expected.sort().join();
    }),
  );
});

t.test(
  'the cost of a page depends on whom its reader follows, not on the number of famous people',
  async (t) => {
    let looks = 0;
    class Watched extends Set<string> {
      override has(id: string): boolean {
        looks += 1;
        return super.has(id);
      }
    }
    const pulls = pullAuthors();
    for (let n = 0; n < 10_000; n++) pulls.note(`a${n}`, '20');
    t.strictSame(pulls.among(new Watched(['a7', 'b']), '10'), ['a7']);
    t.equal(looks, 0);
    t.strictSame(pulls.among(new Set(['b']), ''), [], 'an author without such entries is not merged at read');
  },
);
