// Engines: elasticsearch
import t, { type Test } from 'tap';
import {
  type IndexBody,
  openRebuildableIndex,
  type RebuildableIndex,
} from '../../platform/elasticsearch/rebuildable-index.ts';
import {
  elasticsearchPeopleIndex,
  peopleIndexBody,
} from '../../services/search/adapters/elasticsearch/people.ts';
import { elasticsearchPostIndex, postIndexBody } from '../../services/search/adapters/elasticsearch/posts.ts';
import { examplePost, exampleSearch, postId } from '../../services/search/conformance/example.ts';
import { peopleIndexConformance, postIndexConformance } from '../../services/search/conformance.ts';
import { testIndex } from './elasticsearch.ts';

function subject<Index>(body: IndexBody, indexOf: (index: RebuildableIndex) => Index) {
  return async (t: Test) => {
    const { db, name, settled } = await testIndex(t);
    return { index: indexOf(await openRebuildableIndex(db, name, body)), settled };
  };
}
const posts = subject(postIndexBody, elasticsearchPostIndex);
const people = subject(peopleIndexBody, elasticsearchPeopleIndex);

t.test('a PostIndex', (t) => postIndexConformance(t, posts));
t.test('a PeopleIndex', (t) => peopleIndexConformance(t, people));

t.test('a word that is longer than a token of Elasticsearch is found whole', async (t) => {
  const { index, settled } = await posts(t);
  const long = 'a'.repeat(600);
  await index.put([examplePost(1, `tea ${long}b cup`), examplePost(2, `tea ${long}`)]);
  await settled();
  const found = async (query: string) => index.newest(exampleSearch(query), { limit: 10 });
  t.strictSame(await found(`${long}b`), [postId(1)]);
  t.strictSame(await found(`"${long}b cup"`), [postId(1)]);
  t.strictSame(await found(long), [postId(2)]);
  t.strictSame(await found('a'.repeat(255)), []);
});

t.test('a change is found within a second, without a refresh', async (t) => {
  const { index } = await posts(t);
  const found = () => index.newest(exampleSearch('tea'), { limit: 10 });
  const times: number[] = [];
  const watch = async (wanted: number) => {
    const began = performance.now();
    while ((await found()).length !== wanted) {
      if (performance.now() - began > 10_000) throw new Error('it is not found');
    }
    times.push(performance.now() - began);
  };
  for (let n = 0; n < 4; n++) {
    await index.put([examplePost(n, 'tea')]);
    await watch(1);
    await index.remove([postId(n)]);
    await watch(0);
  }
  t.comment(`after ${times.map(Math.round).join(', ')} ms`);
  t.ok(times.toSorted((a, b) => a - b)[4]! < 2_000, 'most of them; a busy machine may be slow once');
});
