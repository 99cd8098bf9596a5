import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { idAtTime } from '../../platform/ids.ts';
import { openDatabase } from '../../platform/sqlite/database.ts';
import { likedMatch, matchOf } from '../../services/search/adapters/sqlite/match.ts';
import { migrations } from '../../services/search/adapters/sqlite/migrations.ts';
import { sqlitePeopleIndex } from '../../services/search/adapters/sqlite/people.ts';
import { sqlitePostIndex } from '../../services/search/adapters/sqlite/posts.ts';
import { documentOf, maxLikeLevel } from '../../services/search/domain/document.ts';
import { idBounds } from '../../services/search/domain/id-bounds.ts';
import { conditionOfGrade, peopleQueryOf } from '../../services/search/domain/people-query.ts';
import { personDocumentOf } from '../../services/search/domain/person.ts';
import { parseQuery } from '../../services/search/domain/query.ts';
import { candidateLimits, ranked } from '../../services/search/domain/relevance.ts';
import { searchOf } from '../../services/search/domain/search.ts';
import { random } from '../checker/random.ts';

/**
 * `search.ts [--posts N] [--people N]`: fills the embedded indexes with short posts of a Zipf vocabulary, then measures each kind
 * of query through the port, and the same MATCH by FTS5 alone, in turns.
 */
const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '1000000' },
    people: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '200' },
  },
});
const [posts, people, rounds] = [Number(values.posts), Number(values.people), Number(values.rounds)];
const dice = random(1, 0);
const vocabulary = 50_000;
/** The nth most frequent word has a share of about 1/n. */
const zipf = () => Math.floor(vocabulary ** (dice.int(2 ** 30) / 2 ** 30));
const wordOf = (n: number) => `w${n.toString(36)}`;
const dayMs = 86_400_000;
const firstMs = Date.UTC(2026, 0, 1);

const folder = mkdtempSync(join(tmpdir(), 'skein-search-'));
const file = join(folder, 'search.db');
const db = openDatabase({ file, migrations });
const [postIndex, peopleIndex] = [sqlitePostIndex(db), sqlitePeopleIndex(db)];

async function filled(what: string, count: number, put: (from: number, to: number) => Promise<void>) {
  const cpu = process.cpuUsage();
  const began = performance.now();
  let longest = 0;
  for (let from = 0; from < count; from += 500) {
    const at = performance.now();
    await put(from, Math.min(count, from + 500));
    longest = Math.max(longest, performance.now() - at);
  }
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  const each = (user + system) / count;
  console.log(
    `${what}: ${count} in ${seconds.toFixed(0)} s, ${each.toFixed(0)} µs of CPU each, longest 500 ${longest.toFixed(0)} ms, file ${(statSync(file).size / 2 ** 20).toFixed(0)} MiB`,
  );
}

await filled('posts', posts, (from, to) =>
  postIndex.put(
    Array.from({ length: to - from }, (_, at) => {
      const n = from + at;
      return documentOf({
        // Over thirty days.
        id:
          idAtTime(firstMs + Math.floor((n / posts) * 30 * dayMs)).slice(0, 12) + String(n).padStart(7, '0'),
        authorId: String(1_000_000 + dice.int(people)),
        text: Array.from({ length: 12 }, () => wordOf(zipf())).join(' '),
        hashtags: dice.int(5) === 0 ? [wordOf(zipf())] : [],
        mentionedUserIds: [],
        replyToAuthorId: '',
        hasLink: dice.int(10) === 0,
        likes: dice.int(10) === 0 ? zipf() : 0,
      });
    }),
  ),
);
await filled('people', people, (from, to) =>
  peopleIndex.put(
    Array.from({ length: to - from }, (_, at) => {
      const n = from + at;
      const name = `${wordOf(zipf())}${dice.int(100)}`;
      return personDocumentOf(
        { id: String(2n ** 60n + (BigInt(n) << 22n)), handle: `${name}_${n}`, displayName: name, bio: '' },
        zipf(),
      );
    }),
  ),
);

const alone = new DatabaseSync(file, { readOnly: true });
const raw = alone.prepare(
  'SELECT CAST(rowid AS TEXT) AS id FROM post_text_0(?) WHERE rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
);

interface Measured {
  readonly p50: number;
  readonly p99: number;
  readonly cpuUs: number;
}

async function measured(run: (round: number) => unknown): Promise<Measured> {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await run(round);
    times.push((performance.now() - began) * 1000);
    // The snapshot of reads ends with the turn, as in a server.
    if (round % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  return {
    p50: times[Math.floor(rounds / 2)]!,
    p99: times[Math.floor(rounds * 0.99)]!,
    cpuUs: (user + system) / rounds,
  };
}

const show = (name: string, { p50, p99, cpuUs }: Measured, more = '') =>
  console.log(
    `${name.padEnd(34)} p50 ${p50.toFixed(0).padStart(7)} µs  p99 ${p99.toFixed(0).padStart(7)} µs  CPU ${cpuUs.toFixed(0).padStart(7)} µs ${more}`,
  );

const userIds = new Map(Array.from({ length: 100 }, (_, n) => [`p${n}`, String(1_000_000 + n)] as const));
const common = (round: number) => wordOf(1 + (round % 10));
const usual = (round: number) => wordOf(200 + round);
const rare = (round: number) => wordOf(20_000 + round);
const kinds: Readonly<Record<string, (round: number) => string>> = {
  'a common word': common,
  'a usual word': usual,
  'a rare word': rare,
  'two words': (round) => `${common(round)} ${usual(round)}`,
  'a phrase': (round) => `"${common(round)} ${common(round + 3)}"`,
  'a word without another': (round) => `${usual(round)} -${common(round)}`,
  'a hashtag': (round) => `#${usual(round)}`,
  'from a person': (round) => `from:p${round % 100}`,
  'a word of one day': (round) => `${common(round)} since:2026-01-10 until:2026-01-11`,
  'nothing in common': (round) => `${rare(round)} ${rare(round + 7)}`,
};
for (const [name, queryOf] of Object.entries(kinds)) {
  const searches = Array.from(
    { length: rounds },
    (_, round) => searchOf(parseQuery(queryOf(round)), userIds)!,
  );
  const matches = searches.map((search) => ({ match: matchOf(search), bounds: idBounds(search) }));
  const byFts = () =>
    measured((round) => {
      const { match, bounds } = matches[round]!;
      return raw.all(match, BigInt(bounds.fromId), BigInt(bounds.beforeId), 21);
    });
  const byPort = () => measured((round) => postIndex.newest(searches[round]!, { limit: 21 }));
  await byFts();
  await byPort();
  const ratios = [];
  let [fts, port] = [await byFts(), await byPort()];
  for (let turn = 0; turn < 3; turn++) {
    [fts, port] = [await byFts(), await byPort()];
    ratios.push(fts.cpuUs / port.cpuUs);
  }
  const ratio = ratios.sort((a, b) => a - b)[1]!;
  show(name, port, `FTS5 alone ${fts.p50.toFixed(0)} µs; ratio ${ratio.toFixed(2)}`);
}
for (const [name, queryOf] of Object.entries({
  'relevance, a common word': common,
  'relevance, a usual word': usual,
})) {
  const nowMs = firstMs + 30 * dayMs;
  show(
    name,
    await measured(async (round) => {
      const search = searchOf(parseQuery(queryOf(round)), userIds)!;
      const candidates = await postIndex.candidates(search, candidateLimits);
      return ranked(
        candidates.map((each) => ({ ...each, postedMs: nowMs })),
        nowMs,
      );
    }),
  );
}
const levels = Array.from({ length: maxLikeLevel }, (_, level) => level + 1);
show(
  '  of it, empty like levels',
  await measured((round) => {
    const search = searchOf(parseQuery(rare(round)), userIds)!;
    for (const level of levels) raw.all(likedMatch(search, level), 0n, 2n ** 63n - 1n, 1);
  }),
);
for (const [name, typed] of Object.entries({
  'typeahead, one letter': 'w',
  'typeahead, three letters': 'w1a',
  'typeahead, a whole name': 'w1a1',
})) {
  const query = peopleQueryOf(typed)!;
  show(
    name,
    await measured(async () => {
      await peopleIndex.find(conditionOfGrade(query, 'names')!, { limit: 20 });
      await postIndex.hashtags(typed, 10);
    }),
  );
}
show(
  'people with a typing error',
  await measured((round) =>
    peopleIndex.find(conditionOfGrade(peopleQueryOf(`w${(1_000 + round).toString(36)}x1`)!, 'nearly')!, {
      limit: 20,
    }),
  ),
);
alone.close();
await db.close();
rmSync(folder, { recursive: true });
