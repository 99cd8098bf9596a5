import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type Database, openDatabase } from '../../platform/sqlite/database.ts';
import { matchOf } from '../../services/search/adapters/sqlite/match.ts';
import { migrations } from '../../services/search/adapters/sqlite/migrations.ts';
import { sqlitePeopleIndex } from '../../services/search/adapters/sqlite/people.ts';
import { sqlitePostIndex } from '../../services/search/adapters/sqlite/posts.ts';
import { sqliteSegmentMerge } from '../../services/search/adapters/sqlite/segments.ts';
import { documentOf } from '../../services/search/domain/document.ts';
import { idBounds } from '../../services/search/domain/id-bounds.ts';
import { conditionOfGrade, peopleQueryOf } from '../../services/search/domain/people-query.ts';
import { personDocumentOf } from '../../services/search/domain/person.ts';
import { parseQuery } from '../../services/search/domain/query.ts';
import { candidateLimits, ranked } from '../../services/search/domain/relevance.ts';
import { type Search, searchOf } from '../../services/search/domain/search.ts';
import { median } from './harness/latency.ts';
import type { Row } from './harness/report.ts';
import { corpusEndMs, corpusPerson, corpusPost, wordOf } from './search-data.ts';
import { newestQueries, rankedQueries } from './search-queries.ts';

export interface Corpus {
  readonly posts: number;
  readonly people: number;
}

const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const putTogether = 500;

/** Fills the index of a new file, measures it without RPCs, and closes it. Gives the rows by name, and how it was filled. */
export async function measurePort(
  file: string,
  { posts, people }: Corpus,
  rounds: number,
): Promise<{ filled: string[]; rows: Map<string, Row> }> {
  const db = openDatabase({ file, migrations });
  const [postIndex, peopleIndex] = [sqlitePostIndex(db), sqlitePeopleIndex(db)];
  const filled = [
    await filling(file, 'posts', posts, (ns) =>
      postIndex.put(ns.map((n) => documentOf(corpusPost(n, { posts, people })))),
    ),
    await filling(file, 'people', people, (ns) =>
      peopleIndex.put(
        ns.map((n) => {
          const { followers, ...person } = corpusPerson(n);
          return personDocumentOf(person, followers);
        }),
      ),
    ),
    await merging(db),
  ];
  const rows = new Map<string, Row>();
  const alone = new DatabaseSync(file, { readOnly: true });
  const raw = alone.prepare(
    'SELECT CAST(rowid AS TEXT) AS id FROM post_text_0(?) WHERE rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
  );
  for (const [name, queryOf] of Object.entries(newestQueries)) {
    const searches = upTo(0, rounds).map((round) => searched(queryOf(round)));
    const matches = searches.map((search) => ({ match: matchOf(search), bounds: idBounds(search) }));
    const byFts = () =>
      measured(rounds, (round) => {
        const { match, bounds } = matches[round]!;
        return raw.all(match, BigInt(bounds.fromId), BigInt(bounds.beforeId), 21);
      });
    const byPort = () => measured(rounds, (round) => postIndex.newest(searches[round]!, { limit: 21 }));
    await byFts();
    await byPort();
    const turns = [];
    for (let turn = 0; turn < 3; turn++) turns.push([await byFts(), await byPort()] as const);
    const ratio = median(turns.map(([fts, port]) => fts.cpuMs / port.cpuMs));
    rows.set(name, {
      ...rowOf(turns[2]![1]),
      'FTS5 alone p50 ms': turns[2]![0].p50Ms,
      'of its CPU efficiency': ratio,
    });
  }
  for (const [name, queryOf] of Object.entries(rankedQueries)) {
    const rank = async (round: number) => {
      const candidates = await postIndex.candidates(searched(queryOf(round)), candidateLimits);
      return ranked(
        candidates.map((each) => ({ ...each, postedMs: corpusEndMs })),
        corpusEndMs,
      );
    };
    rows.set(name, rowOf(await measured(rounds, rank)));
  }
  const complete = async (round: number) => {
    const typed = corpusPerson(round).displayName.slice(0, 1 + (round % 4));
    await peopleIndex.find(conditionOfGrade(peopleQueryOf(typed)!, 'names')!, { limit: 20 });
    await postIndex.hashtags(typed, 10);
  };
  rows.set('typeahead', rowOf(await measured(rounds, complete)));
  const withError = (round: number) => {
    const query = peopleQueryOf(`${wordOf(1_000 + round)}x1`)!;
    return peopleIndex.find(conditionOfGrade(query, 'nearly')!, { limit: 20 });
  };
  rows.set('people with a typing error', rowOf(await measured(rounds, withError)));
  alone.close();
  await db.close();
  return { filled, rows };
}

async function filling(
  file: string,
  what: string,
  count: number,
  put: (ns: number[]) => Promise<void>,
): Promise<string> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  let longest = 0;
  for (let from = 0; from < count; from += putTogether) {
    const at = performance.now();
    await put(upTo(from, Math.min(count, from + putTogether)));
    longest = Math.max(longest, performance.now() - at);
  }
  const { user, system } = process.cpuUsage(cpu);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const each = ((user + system) / count).toFixed(0);
  const size = (statSync(file).size / 2 ** 20).toFixed(0);
  return `${count} ${what} indexed in ${seconds} s, ${each} µs of CPU each, at most ${longest.toFixed(0)} ms for ${putTogether}; the file has ${size} MiB then`;
}

/** As the service does in its pauses. */
async function merging(db: Database): Promise<string> {
  const { step } = sqliteSegmentMerge(db);
  const cpu = process.cpuUsage();
  let steps = 0;
  while (await step()) steps += 1;
  const { user, system } = process.cpuUsage(cpu);
  const each = ((user + system) / 1000 / steps).toFixed(1);
  return `segments merged in ${steps} steps, ${each} ms of CPU each`;
}

function searched(query: string): Search {
  return searchOf(parseQuery(query), new Map())!;
}

interface Figures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
}

async function measured(rounds: number, run: (round: number) => unknown): Promise<Figures> {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await run(round);
    times.push(performance.now() - began);
    // The snapshot of reads ends with the turn, as in a server.
    if (round % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  return {
    p50Ms: times[Math.floor(rounds / 2)]!,
    p99Ms: times[Math.floor(rounds * 0.99)]!,
    cpuMs: (user + system) / 1000 / rounds,
  };
}

function rowOf({ p50Ms, p99Ms, cpuMs }: Figures): Row {
  return { 'port p50 ms': p50Ms, 'port p99 ms': p99Ms, 'port CPU ms': cpuMs };
}
