import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SearchOrder } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { type Row, report, setting } from './harness/report.ts';
import { measurePort } from './search-port.ts';
import { newestQueries, rankedQueries } from './search-queries.ts';
import { byRpc, type ServedIndex, servedIndex, typeaheads, untilFound, zipfSearches } from './search-rpc.ts';

/**
 * Fills the embedded indexes with short posts of a Zipf vocabulary. Measures each kind of query through the port, the same MATCH
 * by FTS5 alone, in turns, and by RPC in a network that has the same index; then what caches of first pages save, typeahead,
 * and the time until a post is found.
 */
const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '1000000' },
    people: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '200' },
  },
});
const corpus = { posts: Number(values.posts), people: Number(values.people) };
/** The rated load: 100 posts and 900 pages. */
const rated = 1_000;

const where = setting();
const folder = mkdtempSync(join(tmpdir(), 'skein-search-'));
const file = join(folder, 'search.db');
const rows: Row[] = [];
try {
  const port = await measurePort(file, corpus, Number(values.rounds));
  const uncached = await servedIndex(file, corpus.people, '1ms');
  for (const [name, queryOf] of Object.entries(newestQueries))
    rows.push({ what: name, ...port.rows.get(name), ...(await byRpc(uncached, queryOf)) });
  for (const [name, queryOf] of Object.entries(rankedQueries))
    rows.push({
      what: name,
      ...port.rows.get(name),
      ...(await byRpc(uncached, queryOf, SearchOrder.RELEVANCE)),
    });
  const typing = 'people with a typing error';
  rows.push({ what: typing, ...port.rows.get(typing) });
  const caches = async (served: ServedIndex, name: string) => {
    const again = newestQueries['a usual word']!(0);
    const { NEWEST, RELEVANCE } = SearchOrder;
    rows.push(
      { what: `one word again and again, ${name}`, ...(await byRpc(served, () => again)) },
      { what: `  by relevance, ${name}`, ...(await byRpc(served, () => again, RELEVANCE)) },
      { what: `words by Zipf, 50/s, ${name}`, ...(await zipfSearches(served, 50, NEWEST)) },
      { what: `  by relevance, ${name}`, ...(await zipfSearches(served, 50, RELEVANCE)) },
    );
  };
  await caches(uncached, 'nothing cached');
  await uncached.close();

  const served = await servedIndex(file, corpus.people, '1s');
  await caches(served, 'cached for a second');
  rows.push({ what: 'typeahead, 50/s', ...port.rows.get('typeahead'), ...(await typeaheads(served, 50)) });
  rows.push({ what: 'a post until it is found, 5/s', ...(await untilFound(served, 5, 0)) });
  rows.push({
    what: `a post until it is found, 5/s beside ${rated} operations/s`,
    ...(await untilFound(served, 5, rated)),
  });
  await served.close();
  report(where, {
    name: 'search',
    data: [
      ...port.filled,
      served.network.data,
      'one caller of each kind of query, pages of 20; RPCs hydrate 20 posts of the network for 20 of the index',
      'words by Zipf: as often as they occur in posts; without a rate: one caller; nothing is cached where nothing else is said, except for the last three rows',
    ],
    rows,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
