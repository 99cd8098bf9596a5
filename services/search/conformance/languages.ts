import type { Test } from 'tap';
import type { PostIndex } from '../ports.ts';
import { examplePost, exampleSearch, postId } from './example.ts';
import { hits, posts } from './languages/posts.ts';
import type { MakeSubject } from './subject.ts';

/** Posts in twelve languages, and what queries find among them. */
export async function languageConformance(t: Test, make: MakeSubject<PostIndex>): Promise<void> {
  const { index, settled } = await make(t);
  const all = Object.entries(posts).flatMap(([language, texts]) =>
    texts.map((text, at) => ({ name: `${language}${at}`, text })),
  );
  const nameOf = new Map(all.map(({ name }, n) => [postId(n), name]));
  t.ok(all.length >= 200);
  await index.put(all.map(({ text }, n) => examplePost(n, text)));
  await settled();
  for (const [query, expected] of hits) {
    const found = await index.newest(exampleSearch(query), { limit: 100 });
    t.equal(
      found
        .map((id) => nameOf.get(id))
        .reverse()
        .join(' '),
      expected,
      query,
    );
  }
}
