import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { until } from '../../platform/testing/until.ts';
import { openNotificationFeed } from '../../services/notification/testing/feed.ts';
import { type Feed, openHomeFeed } from '../../services/timeline/testing/feed.ts';
import { verdictOf } from './deliveries.ts';
import { type Person, type Server, startServer } from './server.ts';
import { type Acknowledged, startWriter, type Writer } from './writer.ts';

/**
 * Repeated kill -9 during fan-out and streams: every acknowledged entry of a followed author must arrive exactly once
 * on each home stream that resumes from its last token, and every acknowledged mention on the stream of notifications.
 */
const { values } = parseArgs({ options: { times: { type: 'string', default: '20' } } });
const times = Number(values.times);
if (!Number.isInteger(times) || times < 1) throw new Error('usage: streams.ts [--times 20]');

const authors = ['ada', 'bob', 'cleo'] as const;
const readers = ['rita', 'sam', 'tom'] as const;
const mentioned = 'mona';
/** Ada has three followers and is merged at read; Bob and Cleo are pushed. */
const settings = {
  SKEIN_FAMOUS_FOLLOWERS: '2',
  SKEIN_FAN_OUT_SLICE: '1',
  SKEIN_HEARTBEAT: '200ms',
};
const follows: Readonly<Record<string, readonly string[]>> = {
  rita: ['ada', 'bob', 'cleo'],
  sam: ['ada', 'bob'],
  tom: ['ada', 'cleo'],
};

type OpenFeed = Pick<Feed, 'entryIds' | 'token' | 'heartbeats' | 'ended' | 'cut'>;

interface Reader {
  readonly follows: readonly string[];
  readonly onlyMentions: boolean;
  readonly person: Person;
  readonly open: typeof openHome;
  readonly entryIds: string[];
  token: string;
}

interface OpenOptions {
  readonly token: string;
  readonly headers: Person['headers'];
  readonly onMessage: () => void;
}

const openHome = (options: OpenOptions): OpenFeed => openHomeFeed(server.timelines, options);

function openNotifications(options: OpenOptions): OpenFeed {
  const feed = openNotificationFeed(server.notifications, options);
  return { ...feed, entryIds: feed.postIds };
}

const work = mkdtempSync(join(tmpdir(), 'skein-streams-'));
const dataDir = join(work, 'data');
let server: Server = await startServer(dataDir, settings);

/** Opens streams of all readers, each from its last token. */
function open(all: readonly Reader[], onMessage: () => void): OpenFeed[] {
  return all.map(({ person: { headers }, token, open }) => open({ token, headers, onMessage }));
}

/** Gives the readers what arrived before the kill; answers how much that was. */
async function close(all: readonly Reader[], feeds: readonly OpenFeed[]): Promise<number> {
  let came = 0;
  for (const [at, feed] of feeds.entries()) {
    await feed.cut();
    all[at]!.entryIds.push(...feed.entryIds);
    all[at]!.token = feed.token();
    came += feed.entryIds.length;
  }
  return came;
}

try {
  const people = new Map<string, Person>();
  for (const handle of [...authors, ...readers, 'olga', mentioned])
    people.set(handle, await server.signUp(handle));
  const all: Reader[] = [];
  for (const handle of readers) {
    const person = people.get(handle)!;
    for (const other of follows[handle]!) {
      await server.graph.followUser({ userId: people.get(other)!.id }, { headers: person.headers });
    }
    const { resumeToken } = await server.timelines.listHomeTimeline({}, { headers: person.headers });
    const reads = { follows: follows[handle]!, onlyMentions: false, open: openHome };
    all.push({ ...reads, person, entryIds: [], token: resumeToken });
  }
  const mona = people.get(mentioned)!;
  const { resumeToken } = await server.notifications.listNotifications({}, { headers: mona.headers });
  const reads = { follows: authors, onlyMentions: true, open: openNotifications };
  all.push({ ...reads, person: mona, entryIds: [], token: resumeToken });

  const outsider = people.get('olga')!;
  const acknowledged: Acknowledged[] = [];
  const writers: Writer[] = authors.flatMap((author) =>
    ['phone', 'laptop'].map((device) =>
      startWriter(
        { author, device, ...people.get(author)! },
        { outsider, mentioned },
        () => server,
        acknowledged,
      ),
    ),
  );
  let live = 0;
  let empty = 0;
  for (let cut = 1; cut <= times; cut++) {
    let messages = 0;
    const enough = Promise.withResolvers<void>();
    // Each run lasts for another number of messages and milliseconds; otherwise all writers, whom one commit answers
    // together, would be killed at the same point of their work.
    const wanted = 3 + ((cut * 7) % 40);
    const moreMs = (cut * 11) % 37;
    const feeds = open(all, () => {
      if (++messages === wanted) enough.resolve();
    });
    await Promise.race([enough.promise, ...feeds.map(mustLive)]);
    await setTimeout(moreMs);
    await server.kill();
    const came = await close(all, feeds);
    live += came;
    if (came === 0) empty += 1;
    server = await startServer(dataDir, settings);
    if (cut % 10 === 0) process.stdout.write(`${cut} kills, ${acknowledged.length} entries acknowledged\n`);
  }
  for (const writer of writers) await writer.stop();

  const feeds = open(all, () => {});
  const missing = () => verdictOf(acknowledged, receivedBy(all, feeds)).lost.length;
  await until('everything to come', () => missing() === 0, 30_000).catch(() => {});
  const beats = feeds.map((feed) => feed.heartbeats());
  await until('silence', () => feeds.every((feed, at) => feed.heartbeats() > beats[at]! + 1));
  await close(all, feeds);
  const { expected, delivered, lost, repeated, strange } = verdictOf(acknowledged, receivedBy(all, []));
  for (const line of [...lost, ...repeated, ...strange].slice(0, 20))
    process.stdout.write(`not ok - ${line}\n`);
  const retries = writers.reduce((sum, writer) => sum + writer.retries(), 0);
  process.stdout.write(
    `streams: ${times} kills, ${acknowledged.length} entries acknowledged (${retries} calls retried), ` +
      `${expected} deliveries expected, ${delivered} made (${live} in lives that were cut, ${empty} lives without), ` +
      `${lost.length} lost, ${repeated.length} repeated, ${strange.length} of nobody followed\n`,
  );
  const clean = lost.length + repeated.length + strange.length === 0;
  process.exitCode = clean && acknowledged.length >= times && live > 0 ? 0 : 1;
} finally {
  await server.kill();
  rmSync(work, { recursive: true, force: true });
}

/** Fails when a stream ends before its server is killed, for any reason. */
async function mustLive(feed: OpenFeed): Promise<never> {
  throw new Error(`a stream ended with ${await feed.ended}`);
}

function receivedBy(all: readonly Reader[], feeds: readonly OpenFeed[]) {
  return all.map((reader, at) => ({
    follows: reader.follows,
    onlyMentions: reader.onlyMentions,
    entryIds: [...reader.entryIds, ...(feeds[at]?.entryIds ?? [])],
  }));
}
