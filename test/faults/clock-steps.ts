import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { until } from '../../platform/testing/until.ts';
import { openHomeFeed } from '../../services/timeline/testing/feed.ts';
import { type Person, type Server, startServer } from './server.ts';

/**
 * Steps the wall clock of the real process, by libfaketime: while it runs, and across kill -9 and a restart. After each
 * step writes continue, the newest post is on top, a reply is above its subject, and a stream gets everything since its
 * token.
 */
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
interface Step {
  /** The offset of the clock from now on, in milliseconds. */
  readonly offMs: number;
  readonly over: 'a restart' | 'a running process';
}
const steps: readonly Step[] = [
  { offMs: 0, over: 'a restart' },
  { offMs: -5 * SECOND, over: 'a restart' },
  { offMs: -HOUR, over: 'a restart' },
  { offMs: HOUR, over: 'a restart' },
  { offMs: 0, over: 'a restart' },
  { offMs: HOUR, over: 'a running process' },
  { offMs: 0, over: 'a running process' },
  { offMs: -5 * SECOND, over: 'a running process' },
  { offMs: -HOUR, over: 'a running process' },
  { offMs: -HOUR - 5 * SECOND, over: 'a restart' },
  { offMs: 0, over: 'a running process' },
  { offMs: 0, over: 'a restart' },
];

const directory = mkdtempSync(join(tmpdir(), 'skein-clock-'));
const offFile = join(directory, 'off');
/** For running processes, too. */
const setClock = (offMs: number) => {
  writeFileSync(`${offFile}.new`, `${offMs < 0 ? '-' : '+'}${Math.abs(offMs) / SECOND}\n`);
  renameSync(`${offFile}.new`, offFile);
};
const start = () =>
  startServer(join(directory, 'data'), {
    SKEIN_ACCESS_TOKEN_TTL: '24h',
    SKEIN_HEARTBEAT: '200ms',
    LD_PRELOAD: process.env.LIBFAKETIME!,
    FAKETIME_TIMESTAMP_FILE: offFile,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });

/** Posts and replies in the order of their acknowledgement. */
const made: string[] = [];
const fails: string[] = [];
const check = (is: boolean, what: string) => {
  if (!is) fails.push(what);
};

async function post(server: Server, author: Person, text: string, replyToPostId = ''): Promise<string> {
  const { post } = await server.posts.createPost({ text, replyToPostId }, { headers: author.headers });
  const id = post!.id;
  check(id > replyToPostId, `${text}: not above its subject`);
  made.push(id);
  return id;
}

async function homeOf(server: Server, reader: Person) {
  const { entries, resumeToken } = await server.timelines.listHomeTimeline(
    { pageSize: 100 },
    { headers: reader.headers },
  );
  return { ids: entries.map(({ entryId }) => entryId), resumeToken };
}

async function steadyHome(server: Server, reader: Person, what: string) {
  const newestFirst = made.toReversed();
  let found = await homeOf(server, reader);
  await until(
    `the home timeline, ${what}`,
    async () => {
      await setTimeout(20);
      found = await homeOf(server, reader);
      return found.ids.length === newestFirst.length;
    },
    20_000,
  );
  check(found.ids.join() === newestFirst.join(), `${what}: the home timeline is out of order`);
  return found;
}

async function missedBy(server: Server, reader: Person, token: string, from: number, what: string) {
  const feed = openHomeFeed(server.timelines, { token, headers: reader.headers });
  const wanted = () => made.slice(from).toSorted().join();
  await until(`what the stream gets, ${what}`, async () => {
    await setTimeout(20);
    return feed.entryIds.length >= made.length - from;
  }).catch(() =>
    fails.push(`${what}: a resumed stream got ${feed.entryIds.length} of ${made.length - from}`),
  );
  check(feed.entryIds.toSorted().join() === wanted(), `${what}: the stream got other entries`);
  await feed.cut();
}

setClock(0);
let server = await start();
try {
  const [ada, rita] = [await server.signUp('ada'), await server.signUp('rita')];
  await server.graph.followUser({ userId: ada.id }, { headers: rita.headers });
  await post(server, ada, 'the first');
  for (const { offMs, over } of steps) {
    const what = `the clock is off by ${offMs / SECOND} s from ${over} on`;
    const { resumeToken } = await steadyHome(server, rita, `before: ${what}`);
    const from = made.length;
    if (over === 'a restart') await server.kill();
    setClock(offMs);
    if (over === 'a restart') server = await start();
    await until(`the process has that clock: ${what}`, async () => {
      await setTimeout(20);
      return Math.abs((await server.clockMs()) - Date.now() - offMs) < 2 * SECOND;
    });
    const subject = await post(server, ada, `after: ${what}`);
    await post(server, ada, `a reply: ${what}`, subject);
    await missedBy(server, rita, resumeToken, from, what);
    await steadyHome(server, rita, what);
    process.stdout.write(`${fails.length === 0 ? 'ok' : 'NOT OK'}: ${what}\n`);
  }
} finally {
  await server.kill();
  rmSync(directory, { recursive: true, force: true });
}
for (const fail of fails) process.stdout.write(`failed: ${fail}\n`);
process.stdout.write(`${steps.length} steps of the clock, ${fails.length} failures\n`);
process.exitCode = fails.length === 0 ? 0 : 1;
