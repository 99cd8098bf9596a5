import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientSocket } from '../../edge/gateway/testing/client-socket.ts';
import { until } from '../../platform/testing/until.ts';
import { bundled } from '../browser/bundle.ts';
import { startChromium } from '../browser/chromium.ts';
import type { ReceivedTexts } from '../browser/received-texts.ts';
import { password, runNetwork } from '../journeys/network.ts';

// One post, and where it appears: every listener with live events, all open at the same time.
const [, , chromiumPath] = process.argv;
const text = 'One post, every door';
const stream = 'skein.timeline.v1.TimelineService/StreamHomeTimeline';
const dataDir = mkdtempSync(join(tmpdir(), 'skein-doors-'));
const network = await runNetwork(dataDir);
const children: ChildProcess[] = [];

/** A program that reads the stream; gives its output so far. */
function reading(program: string, args: readonly string[], input = ''): () => string {
  const child = spawn(program, args, { env: { ...process.env, SKEIN_CONFIG_DIR: join(dataDir, 'command') } });
  children.push(child);
  let printed = '';
  for (const out of [child.stdout, child.stderr]) {
    out.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
  }
  child.stdin.end(input);
  return () => printed;
}

/** What has arrived so far, by listener. */
const listeners = new Map<string, () => string | Promise<string>>();
const times = (whole: string) => whole.split(text).length - 1;
let chromium: Awaited<ReturnType<typeof startChromium>> | undefined;
try {
  const signUp = async (handle: string) => (await network.as().auth.signUp({ handle, password })).tokens!;
  const ada = network.as((await signUp('ada')).accessToken);
  const { accessToken } = await signUp('bob');
  const { user } = await ada.users.getUser({ key: { case: 'handle', value: 'ada' } });
  await network.as(accessToken).graph.followUser({ userId: user!.id });

  const { grpcAddress, httpUrl } = network;
  const skein = (args: string[], input?: string) =>
    reading('node', ['clients/cli/bin.mjs', ...args, '--server', grpcAddress], input);
  const signedIn = skein(['signin', 'bob'], `${password}\n`);
  await until('the command to be signed in', () => signedIn().includes('bob'));

  const bearer = `authorization: Bearer ${accessToken}`;
  listeners.set('grpcurl', reading('grpcurl', ['-plaintext', '-H', bearer, grpcAddress, stream]));
  listeners.set('skein tail', skein(['tail', 'bob']));
  const socket = await clientSocket(`${httpUrl}/ws`, accessToken);
  socket.send({ type: 'subscribe', id: 'h', stream: 'home' });
  listeners.set('WebSocket', () => JSON.stringify(socket.of('h')));
  if (chromiumPath === undefined) console.log('SKIPPED: no Chromium here, so no streams in a browser');
  else {
    chromium = await startChromium(chromiumPath);
    const { page } = await chromium.open(httpUrl, { width: 800, height: 600 });
    await page.evaluate(await bundled(new URL('../browser/streams-in-page.ts', import.meta.url)));
    await page.evaluate(
      `openStreams(${JSON.stringify(accessToken)}).then((arrived) => { globalThis.arrived = arrived; })`,
    );
    await until('the streams of the page', () => page.evaluate('globalThis.arrived !== undefined'));
    const arrived = async (by: keyof ReceivedTexts) =>
      JSON.stringify(((await page.evaluate('globalThis.arrived')) as ReceivedTexts)[by]);
    listeners.set('Connect in Chromium', () => arrived('connect'));
    listeners.set('gRPC-Web in Chromium', () => arrived('grpcWeb'));
    listeners.set('WebSocket in Chromium', () => arrived('socket'));
  }
  // A stream is open after its first message; the two programs when the network counts theirs.
  const open = chromium === undefined ? 3 : 6;
  await until('every stream to be open', async () => {
    const figures = await (await fetch(`${httpUrl}/metrics`)).text();
    const started = figures.match(/skein_rpc_started_total\{method="[^"]*StreamHomeTimeline"\} (\d+)/);
    return Number(started?.[1] ?? 0) >= open;
  });

  await ada.posts.createPost({ text });
  await until('the post to arrive everywhere', async () => {
    for (const read of listeners.values()) if (times(await read()) === 0) return false;
    return true;
  });
  let failed = false;
  for (const [listener, read] of listeners) {
    const count = times(await read());
    failed ||= count !== 1;
    console.log(`${count === 1 ? 'ok' : 'not ok'} - ${listener}: ${count === 1 ? 'once' : `${count} times`}`);
  }
  process.exitCode = failed ? 1 : 0;
} finally {
  for (const child of children) child.kill('SIGKILL');
  await chromium?.close();
  await network.close();
  rmSync(dataDir, { recursive: true, force: true });
}
