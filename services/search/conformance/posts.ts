import fc from 'fast-check';
import type { Test } from 'tap';
import { timeOf } from '../../../platform/ids.ts';
import { documentOf, type PostDocument } from '../domain/document.ts';
import { matches, type Search } from '../domain/search.ts';
import type { PostIndex } from '../ports.ts';
import { ada, bob, eve, examplePost, exampleSearch, postId, searchedPost } from './example.ts';
import type { MakeSubject } from './subject.ts';

/** What an index must find, by a scan. */
function scan(documents: readonly PostDocument[], search: Search): string[] {
  return documents
    .filter((document) => matches(search, document, timeOf(document.id)))
    .map(({ id }) => id)
    .sort()
    .reverse();
}

export function postConformance(t: Test, make: MakeSubject<PostIndex>): void {
  t.test('a post is found by what it has, until it is removed', async (t) => {
    const { index, settled } = await make(t);
    const post = examplePost(1, 'Green tea, 抹茶 and a 🍵', {
      authorId: bob,
      hashtags: ['tea'],
      mentionedUserIds: [ada],
      replyToAuthorId: eve,
      hasLink: true,
    });
    await index.put([post, examplePost(2, 'from to has link tea')]);
    await settled();
    const queries = [
      'green',
      '"green tea"',
      '抹茶',
      '抹',
      '🍵',
      '#tea',
      '@ada',
      'from:bob',
      'to:eve',
      'has:link',
    ];
    for (const query of queries) {
      t.strictSame(await index.newest(exampleSearch(query), { limit: 10 }), [post.id], query);
    }
    for (const query of ['"tea green"', 'green -抹茶', '#te', 'from:eve', 'coffee']) {
      t.strictSame(await index.newest(exampleSearch(query), { limit: 10 }), [], query);
    }
    t.equal(await index.count(), 2);
    await index.remove([post.id, postId(9)]);
    await index.remove([post.id]);
    await settled();
    t.strictSame(await index.newest(exampleSearch('green'), { limit: 10 }), []);
    t.equal(await index.count(), 1);
  });

  t.test('a post that is put again replaces the one before', async (t) => {
    const { index, settled } = await make(t);
    await index.put([examplePost(1, 'old words', { hashtags: ['old'], likes: 1 })]);
    await index.put([examplePost(1, 'new words', { hashtags: ['new'], likes: 3 })]);
    await index.put([examplePost(1, 'new words', { hashtags: ['new'], likes: 3 })]);
    await settled();
    t.strictSame(await index.newest(exampleSearch('words'), { limit: 10 }), [postId(1)]);
    t.strictSame(await index.newest(exampleSearch('old'), { limit: 10 }), []);
    t.strictSame(await index.hashtags('o', 10), []);
    t.strictSame(await index.hashtags('n', 10), ['new']);
    t.equal(await index.count(), 1);
    t.strictSame(await index.candidates(exampleSearch('words'), { newest: 10, mostLiked: 10 }), [
      { id: postId(1), wordCount: 2, likeLevel: 2 },
    ]);
  });

  t.test('newest first, in pages that stay put while posts come', async (t) => {
    const { index, settled } = await make(t);
    const all = Array.from({ length: 25 }, (_, n) => examplePost(n, `tea ${n}`));
    await index.put(all);
    await settled();
    const search = exampleSearch('tea');
    const first = await index.newest(search, { limit: 10 });
    t.strictSame(first, scan(all, search).slice(0, 10));
    await index.put([examplePost(99, 'tea again')]);
    await settled();
    const second = await index.newest(search, { beforeId: first.at(-1)!, limit: 10 });
    t.strictSame(second, scan(all, search).slice(10, 20));
    t.strictSame(
      await index.newest(search, { beforeId: second.at(-1)!, limit: 10 }),
      scan(all, search).slice(20),
    );
    t.strictSame(await index.newest(search, { beforeId: postId(0), limit: 10 }), []);
  });

  t.test('days bound the time of posts, also far ones and without a word', async (t) => {
    const { index, settled } = await make(t);
    // The first at noon of January 31st, the third a day later.
    const all = [0, 12, 24].map((n) => examplePost(n, 'tea'));
    await index.put(all);
    await settled();
    const found: readonly (readonly [query: string, posts: number])[] = [
      ['since:2026-02-01', 2],
      ['until:2026-02-01', 1],
      ['since:2026-02-01 until:2026-02-01', 0],
      ['since:0001-01-01', 3],
      ['until:0001-01-01', 0],
      ['since:9999-12-31', 0],
      ['until:9999-12-31', 3],
      ['since:2026-01-01 -tea', 0],
      ['since:2026-01-01 -coffee', 3],
    ];
    for (const [query, posts] of found) {
      t.equal((await index.newest(exampleSearch(query), { limit: 10 })).length, posts, query);
    }
  });

  t.test('posts to be ranked are the newest and the most liked, each once', async (t) => {
    const { index, settled } = await make(t);
    const likes = [1000, 0, 1, 3, 3, 0, 0, 1, 0, 0];
    await index.put(likes.map((n, i) => examplePost(i, 'tea time', { likes: n })));
    await index.put([examplePost(20, 'coffee', { likes: 5 })]);
    await settled();
    const chosen = async (newest: number, mostLiked: number) =>
      (await index.candidates(exampleSearch('tea'), { newest, mostLiked }))
        .map(({ id, wordCount, likeLevel }) => [id, wordCount, likeLevel])
        .sort();
    t.strictSame(await chosen(2, 3), [
      [postId(0), 2, 9],
      [postId(3), 2, 2],
      [postId(4), 2, 2],
      [postId(8), 2, 0],
      [postId(9), 2, 0],
    ]);
    t.equal((await chosen(3, 4)).length, 6, 'one is among both');
    t.equal((await chosen(0, 100)).length, 5, 'only liked ones');
  });

  t.test('hashtags that begin like this, with the most posts first', async (t) => {
    const { index, settled } = await make(t);
    const tags = [
      ['tea', 'teapot'],
      ['tea', 'Čaj'.toLowerCase()],
      ['tea', 'coffee'],
      ['teapot', 'teal'],
      ['team'],
    ];
    await index.put(tags.map((hashtags, n) => examplePost(n, '', { hashtags })));
    await settled();
    t.strictSame(await index.hashtags('tea', 10), ['tea', 'teapot', 'teal', 'team']);
    t.strictSame(await index.hashtags('tea', 2), ['tea', 'teapot']);
    for (const prefix of ['t', 'te'])
      t.strictSame(await index.hashtags(prefix, 3), ['tea', 'teapot', 'teal'], prefix);
    t.strictSame(await index.hashtags('č', 10), ['čaj']);
    t.strictSame(await index.hashtags('x', 10), []);
    t.strictSame(await index.hashtags('.*', 10), [], 'a prefix is no pattern');
    await index.remove([postId(0), postId(1), postId(2)]);
    await settled();
    t.strictSame(await index.hashtags('tea', 10), ['teal', 'team', 'teapot']);
  });

  t.test('an index finds what a scan finds', async (t) => {
    const { index, settled } = await make(t);
    const seed = Math.floor(Math.random() * 2 ** 31);
    const word = fc.constantFrom(
      'tea',
      'green',
      'Grün',
      '日本語',
      '本',
      'đã',
      '🍵',
      '👍🏽',
      'naïve',
      '2026',
      'to',
      "don't",
    );
    const person = fc.constantFrom(ada, bob, eve);
    const post = fc.record({
      text: fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
      authorId: person,
      hashtags: fc.array(fc.constantFrom('tea', 'teapot'), { maxLength: 2 }),
      mentionedUserIds: fc.array(person, { maxLength: 1 }),
      replyToAuthorId: fc.oneof(person, fc.constant('')),
      hasLink: fc.boolean(),
      likes: fc.nat(10),
    });
    const documents = fc
      .sample(post, { seed, numRuns: 200 })
      .map((more, n) => documentOf(searchedPost(n, more.text, more)));
    const removed = new Set(documents.filter((_, n) => n % 7 === 0).map(({ id }) => id));
    await index.put(documents);
    await index.remove([...removed]);
    await settled();
    const left = documents.filter(({ id }) => !removed.has(id));
    const term = fc.oneof(
      word,
      fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `"${words.join(' ')}"`),
      fc.constantFrom(
        '#tea',
        '@ada',
        'from:bob',
        'to:eve',
        'has:link',
        'since:2026-02-02',
        'until:2026-02-05',
      ),
    );
    const query = fc
      .tuple(term, fc.array(fc.tuple(fc.constantFrom('', '', '-'), term), { maxLength: 2 }))
      .map(([first, others]) => [first, ...others.map(([not, each]) => not + each)].join(' '));
    for (const asked of fc.sample(query, { seed, numRuns: 150 })) {
      const search = exampleSearch(asked);
      t.strictSame(
        await index.newest(search, { limit: 1_000 }),
        scan(left, search),
        `${asked}, seed ${seed}`,
      );
      const candidates = await index.candidates(search, { newest: 1_000, mostLiked: 500 });
      t.strictSame(
        candidates
          .map(({ id }) => id)
          .sort()
          .reverse(),
        scan(left, search),
        `${asked}, seed ${seed}`,
      );
    }
  });
}
