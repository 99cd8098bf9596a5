import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { postId } from '../conformance/example.ts';
import { parseQuery } from '../domain/query.ts';
import type { AppContext } from './context.ts';
import { searchByRelevance } from './search-by-relevance.ts';

t.test('while the cache is down, a first page is found, without a next one', async (t) => {
  const down = async () => {
    throw new Error('the cache is down');
  };
  const failures: unknown[] = [];
  const ids = [3, 2, 1].map(postId);
  const search = searchByRelevance({
    idClock: testClock(),
    postIndex: { candidates: async () => ids.map((id) => ({ id, wordCount: 1, likeLevel: 0 })) },
    rankings: { getMany: down, putIfAbsent: down, invalidate: down },
    sharedForMs: 1_000,
    onCacheError: (error: unknown) => failures.push(error),
    posts: {
      hydrate: async (asked: string[]) =>
        new Map(asked.map((id) => [id, { authorId: 'a', bytes: Buffer.from(id) }])),
    },
  } as unknown as AppContext);
  const asked = { query: parseQuery('tea'), viewerId: undefined, size: 2 };
  const { shown, last } = await search(asked, undefined);
  t.strictSame(shown.map(String), ids.slice(0, 2));
  t.equal(last, undefined);
  t.ok(failures.length > 0);
  await t.rejects(search(asked, { ranking: 'any', offset: 2 }), domainErrorLike('PAGE_TOKEN_INVALID'));
});
