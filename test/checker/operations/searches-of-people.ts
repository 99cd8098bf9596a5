import { type User, UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type PeopleQuery, peopleQueryOf } from '../../../services/search/domain/people-query.ts';
import { pageSize, people, viewer } from '../choose.ts';
import { Mismatch, sameMessage, WrongAtOnce } from '../compare.ts';
import { expectedUser } from '../expected/people.ts';
import type { Viewer } from '../expected/posts.ts';
import { foundPeople } from '../expected/search.ts';
import { type Listing, walkSet } from '../paging.ts';
import { whenIndexed } from '../search-index.ts';
import { otherCase } from '../text.ts';
import { api, as, type World } from '../world.ts';
import type { Operation } from './operation.ts';

/** What somebody types who looks for a person of the model: a word or its beginning, sometimes with a typing error. */
function chooseWords(world: World): string {
  const { random } = world;
  const { handle, displayName, bio } = random.pick(people(world));
  const words = `${handle} ${displayName} ${bio}`.split(/[\p{White_Space}_]+/u).filter((word) => word !== '');
  const word = [...random.pick([handle, ...words])];
  const kind = random.weighted({ whole: 3, beginning: 3, typo: 3, handle: 1 });
  const at = random.int(word.length);
  if (kind === 'beginning') return otherCase(random, word.slice(0, at + 1).join(''));
  if (kind === 'typo') return word.toSpliced(at, random.int(2), ...random.pick(['', 'x'])).join('');
  return kind === 'handle' ? `@${handle}` : otherCase(random, word.join(''));
}

/** Everybody whom the query finds, once, in the order of the contract. */
async function walkFound(world: World, query: string, parsed: PeopleQuery, viewerId: Viewer): Promise<void> {
  const { model, random } = world;
  const what = `SearchUsers ${query}, for ${viewerId}`;
  const expected = foundPeople(model, parsed, viewerId);
  const list: Listing<User> = {
    what: 'SearchUsers',
    idOf: ({ id }) => id,
    compare: (id, user) => sameMessage(what, UserSchema, expectedUser(model, id), user),
    async fetch(size, pageToken) {
      const request = { query, pageSize: size, pageToken };
      const { users, nextPageToken } = await api(world).search.searchUsers(request, as(world, viewerId));
      const wrong = users.find(({ id }) => !expected.has(id));
      if (wrong !== undefined) throw new WrongAtOnce(what, [...expected.keys()], wrong.id);
      return { items: users, next: nextPageToken };
    },
  };
  const ids = await walkSet(world, list, () => pageSize(random), [...expected.keys()]);
  const order = ids.map((id) => expected.get(id)!);
  for (const [n, { grade, followers }] of order.entries()) {
    const before = order[n - 1];
    if (before === undefined || before.grade < grade) continue;
    if (before.grade > grade || before.followers < followers)
      throw new Mismatch(`${what}: the best match first, then the most followers`, ids.slice(0, n), ids[n]);
  }
}

export const searchPeople: Operation = {
  name: 'search people',
  weight: 3,
  async run(world) {
    const query = chooseWords(world);
    const parsed = peopleQueryOf(query);
    if (parsed === undefined || query.length > 100) return;
    const viewerId = viewer(world);
    await whenIndexed(world, () => walkFound(world, query, parsed, viewerId));
    world.tally.count('cases', 'a search for people is walked to its end');
  },
};
