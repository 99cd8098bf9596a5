import type { Test } from 'tap';
import { examplePerson, examplePost, exampleSearch } from './conformance/example.ts';
import { languageConformance } from './conformance/languages.ts';
import { peopleConformance } from './conformance/people.ts';
import { postConformance } from './conformance/posts.ts';
import { rebuildConformance } from './conformance/rebuild.ts';
import type { MakeSubject } from './conformance/subject.ts';
import { personTerm } from './domain/person.ts';
import type { PeopleIndex, PostIndex } from './ports.ts';

const idOf = ({ id }: { readonly id: string }) => id;

/** Proves the contract of PostIndex. `make` returns an empty index. */
export async function postIndexConformance(t: Test, make: MakeSubject<PostIndex>): Promise<void> {
  await t.test('posts', async (t) => postConformance(t, make));
  await t.test('posts in twelve languages', (t) => languageConformance(t, make));
  await t.test('a rebuild', async (t) =>
    rebuildConformance(
      t,
      make,
      {
        document: (n) => examplePost(n, 'tea', { hashtags: ['tea'] }),
        changed: (n) => examplePost(n, 'coffee', { hashtags: ['coffee'] }),
        idOf,
      },
      (index) => index.newest(exampleSearch('#tea'), { limit: 1_000 }),
    ),
  );
}

/** Proves the contract of PeopleIndex. `make` returns an empty index. */
export async function peopleIndexConformance(t: Test, make: MakeSubject<PeopleIndex>): Promise<void> {
  await t.test('people', async (t) => peopleConformance(t, make));
  await t.test('a rebuild', async (t) =>
    rebuildConformance(
      t,
      make,
      {
        document: (n) => examplePerson(n, { handle: `tea${n}` }),
        changed: (n) => examplePerson(n, { handle: `coffee${n}` }),
        idOf,
      },
      async (index) => (await index.find([[personTerm.handlePrefix('tea')]], { limit: 1_000 })).map(idOf),
    ),
  );
}
