import type { Test } from 'tap';
import { personTerm } from '../domain/person.ts';
import type { PeopleCondition, PeopleIndex, RankedPerson } from '../ports.ts';
import { examplePerson } from './example.ts';
import type { MakeSubject } from './subject.ts';

const { handle, handlePrefix, namePrefix, bioPrefix, nearly } = personTerm;

export function peopleConformance(t: Test, make: MakeSubject<PeopleIndex>): void {
  const people = [
    examplePerson(1, { handle: 'Ada_L', displayName: 'Ada Lovelace', bio: 'Notes on engines' }, 3),
    examplePerson(2, { handle: 'adam', displayName: 'Adam Čapek' }, 1_000_000),
    examplePerson(3, { handle: 'grace', displayName: '山田 花子', bio: 'Engines, and Ada' }),
    examplePerson(4, { handle: 'ada', displayName: "d'Ada" }),
  ] as const;
  const idsOf = (found: readonly RankedPerson[]) =>
    found.map(({ id }) => people.findIndex((each) => each.id === id) + 1);

  t.test('a person is found by one term of each list, most followed first', async (t) => {
    const { index, settled } = await make(t);
    await index.put(people);
    await settled();
    const found: readonly (readonly [PeopleCondition, number[]])[] = [
      [[[handle('ada')]], [4]],
      [[[handlePrefix('ad')]], [2, 1, 4]],
      [[[handlePrefix('ad'), bioPrefix('ada')]], [2, 1, 3, 4]],
      [[[namePrefix('ada'), handlePrefix('ada')], [namePrefix('love')]], [1]],
      [[[namePrefix('cap')]], [2]],
      [[[namePrefix('山')]], [3]],
      [[[namePrefix('子')]], [3]],
      [[[bioPrefix('engine')]], [1, 3]],
      [[[nearly('lovelac')]], [1]],
      [[[nearly('ada')]], [2]],
      [[[namePrefix('nobody')]], []],
    ];
    for (const [condition, expected] of found) {
      t.strictSame(idsOf(await index.find(condition, { limit: 10 })), expected, JSON.stringify(condition));
    }
    t.equal(await index.count(), 4);
  });

  t.test('a page begins after the last person of the page before', async (t) => {
    const { index, settled } = await make(t);
    const crowd = Array.from({ length: 30 }, (_, n) => examplePerson(n, { handle: `tea${n}` }, n % 4));
    await index.put(crowd);
    await settled();
    const expected = crowd
      .map(({ id, level }) => ({ id, level }))
      .sort((a, b) => b.level - a.level || (a.id < b.id ? -1 : 1));
    const walked: RankedPerson[] = [];
    for (;;) {
      const page = await index.find([[handlePrefix('tea')]], { after: walked.at(-1), limit: 7 });
      walked.push(...page);
      if (page.length < 7) break;
    }
    t.strictSame(walked, expected);
    t.strictSame(await index.find([[handlePrefix('tea')]], { after: walked.at(-1), limit: 7 }), []);
  });

  t.test('a person who is put again is found as they are now, once; a removed one is not', async (t) => {
    const { index, settled } = await make(t);
    await index.put(people);
    await index.put([examplePerson(1, { handle: 'countess' }, 2_000_000)]);
    await index.remove([people[1].id, '2000000000000009999']);
    await settled();
    t.strictSame(idsOf(await index.find([[handlePrefix('ad')]], { limit: 10 })), [4]);
    t.strictSame(idsOf(await index.find([[handlePrefix('c'), handlePrefix('g')]], { limit: 10 })), [1, 3]);
    t.equal(await index.count(), 3);
  });
}
