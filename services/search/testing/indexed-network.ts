import type { Test } from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { migrations } from '../adapters/sqlite/migrations.ts';
import { sqlitePeopleIndex } from '../adapters/sqlite/people.ts';
import { sqlitePostIndex } from '../adapters/sqlite/posts.ts';
import type { AppContext } from '../app/context.ts';
import { useCases } from '../app/use-cases.ts';
import { exampleSearch } from '../conformance/example.ts';
import type { SearchedPost } from '../domain/document.ts';
import { personTerm, type SearchedPerson } from '../domain/person.ts';
import type { People, Posts, Relations } from '../ports.ts';

/** The use cases over real indexes, and sources that the test changes. */
export function indexedNetwork(t: Test) {
  const db = openDatabase({ file: `${t.testdir()}/search.db`, migrations });
  t.teardown(() => db.close());
  const stored = new Map<string, SearchedPost>();
  const people = new Map<string, SearchedPerson>();
  const deactivated = new Set<string>();
  const followers = new Map<string, number>();
  /** `read` runs when a source has answered, and before the answer is used. */
  const during = { read: async () => {} };
  const answered = async <T>(answer: T): Promise<T> => {
    await during.read();
    return answer;
  };
  const page = <T extends { id: string }>(all: Iterable<T>, afterId: string, limit: number) => {
    const items = [...all].filter(({ id }) => id > afterId).sort((a, b) => (a.id < b.id ? -1 : 1));
    const nextAfterId = items.length < limit ? '' : items[limit - 1]!.id;
    return answered({ items: items.slice(0, limit), nextAfterId });
  };
  const active = (id: string) => (people.has(id) && !deactivated.has(id) ? [people.get(id)!] : []);
  const context: AppContext = {
    idClock: testClock(),
    postIndex: sqlitePostIndex(db),
    peopleIndex: sqlitePeopleIndex(db),
    rankings: { getMany: async () => [], putIfAbsent: async () => true, invalidate: async () => {} },
    onCacheError() {},
    sharedForMs: 1_000,
    posts: {
      stored: (ids: readonly string[]) => answered(ids.flatMap((id) => stored.get(id) ?? [])),
      scan: (afterId: string, limit: number) => page(stored.values(), afterId, limit),
    } as unknown as Posts,
    people: {
      existing: async (ids: readonly string[]) => new Set(ids.filter((id) => people.has(id))),
      active: (ids: readonly string[]) =>
        answered(new Map(ids.flatMap((id) => active(id).map((person) => [id, person])))),
      scan: (afterId: string, limit: number) => page([...people.keys()].flatMap(active), afterId, limit),
    } as unknown as People,
    relations: { followerCounts: async () => new Map(followers) } as unknown as Relations,
  };
  const app = useCases(context);
  return {
    ...context,
    db,
    app,
    stored,
    people,
    deactivated,
    followers,
    during,
    /** Ids of indexed posts, oldest first. */
    async found(query = 'tea') {
      return (await context.postIndex.newest(exampleSearch(query), { limit: 1_000 })).toReversed();
    },
    /** Indexed people whose handles begin like this. */
    handles: (prefix: string) =>
      context.peopleIndex.find([[personTerm.handlePrefix(prefix)]], { limit: 1_000 }),
    /** Runs a rebuild from a cursor to its end. Returns the number of documents. */
    async rebuild(index: 'posts' | 'people', rebuildId: string, cursor = ''): Promise<number> {
      const { nextCursor, indexed } = await app.reindex(index, rebuildId, cursor);
      return nextCursor === '' ? indexed : indexed + (await this.rebuild(index, rebuildId, nextCursor));
    },
  };
}

/** Runs `work` at the next answer of a source only. */
export function once(during: { read(): Promise<void> }, work: () => Promise<void>): void {
  during.read = async () => {
    during.read = async () => {};
    await work();
  };
}
