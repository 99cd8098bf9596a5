import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences, Mismatch } from './compare.ts';
import { coverage } from './coverage.ts';
import { history } from './history.ts';
import { passMidnight } from './midnight.ts';
import { emptyModel } from './model/state.ts';
import { noteNewEntries } from './new-entries.ts';
import { chooseSignUp } from './operations/accounts.ts';
import { audit, countPaths, type Home, killAndRecover, restart } from './operations/faults.ts';
import { checkNotifications } from './operations/notification-streams.ts';
import { chooseOperation } from './operations/operations.ts';
import { signUpOperator } from './operations/operator.ts';
import { checkStreams } from './operations/streams.ts';
import { sendBack } from './operations/streams-sent-back.ts';
import { random } from './random.ts';
import { nextLife, pushesAll } from './rules.ts';
import { unknownIndex } from './search-index.ts';
import { type StartServer, startServer } from './server.ts';
import { tally } from './tally.ts';
import { timeSpent } from './time-spent.ts';
import type { World } from './world.ts';
import { perform } from './write.ts';

export interface CheckOptions {
  readonly steps: number;
  readonly seed: number;
  /** A fault of mutants/mutants.ts in every run of the server. */
  readonly mutant?: string;
  readonly print: (line: string) => void;
  /** What is checked. Default: the whole network in one process. */
  readonly start?: StartServer;
}

/** From this many steps on, everything in coverage.ts must have occurred. */
export const completeFrom = 2_000;
const firstPeople = 12;
const faultEvery = 250;
const progressEvery = 500;

/** Runs a network and its model side by side; true when they never disagreed and everything was covered. */
export async function check({
  steps,
  seed,
  mutant,
  print,
  start: begin = startServer,
}: CheckOptions): Promise<boolean> {
  const startedMs = performance.now();
  const dataDir = await mkdtemp(join(tmpdir(), 'skein-checker-'));
  const home: Home = { dataDir, start: begin, life: { ...nextLife(random(seed, -1)), mutant } };
  const server = await begin(dataDir, home.life);
  const world: World = {
    model: emptyModel(home.life.rules),
    tally: tally(coverage),
    history: history(),
    past: [],
    endedTokens: [],
    lastEndedMs: 0,
    bookmarks: [],
    streams: [],
    notificationStreams: [],
    writes: 0,
    newestId: '',
    bornId: '',
    server,
    starts: 1,
    operator: await signUpOperator(server),
    index: unknownIndex(),
    rebuild: undefined,
    random: random(seed, -1),
    step: 0,
  };
  let doing = 'first sign-ups';
  const time = timeSpent();
  try {
    while (world.model.people.size < firstPeople) {
      const chosen = chooseSignUp(world);
      if (chosen !== undefined) await perform(world, chosen);
    }
    for (world.step = 1; world.step <= steps; world.step++) {
      await passMidnight(print);
      world.random = random(seed, world.step);
      if (world.step % progressEvery === 0) print(`step ${world.step}, ${seconds(startedMs)} s\n${time}`);
      if (world.step % faultEvery === 0) {
        if (world.server.letsGo && pushesAll(home.life)) {
          doing = 'send a stream back';
          await time.on(doing, () => sendBack(world));
        }
        const kill = world.step % (2 * faultEvery) === 0;
        doing = kill ? 'kill -9' : 'restart';
        await time.on(doing, () => (kill ? killAndRecover : restart)(world, home));
        // The rules may have changed.
        noteNewEntries(world);
        await time.on('look at everything', () => audit(world));
        await time.on('look at all streams', () => checkStreams(world));
        await time.on('look at all notifications', () => checkNotifications(world));
        continue;
      }
      const operation = chooseOperation(world);
      doing = operation.name;
      await time.on(doing, () => operation.run(world));
    }
    doing = 'the last look';
    await audit(world);
    await checkStreams(world);
    await checkNotifications(world);
    countPaths(world);
  } catch (error) {
    print(`seed ${seed}, step ${world.step}: ${doing}`);
    explain(world, error).forEach(print);
    return false;
  } finally {
    for (const { connection } of [...world.streams, ...world.notificationStreams]) connection.close();
    await world.server.stop().catch(() => world.server.kill());
    await rm(dataDir, { recursive: true, force: true });
  }
  const counts = world.server.paths() !== undefined;
  print(world.tally.toString());
  print(`${time}`);
  const missing = steps < completeFrom ? [] : world.tally.missing(counts ? [] : ['paths']);
  for (const name of missing) print(`never tried: ${name}`);
  print(`${steps} steps in ${seconds(startedMs)} s, seed ${seed}: the server and the model agree`);
  return missing.length === 0;
}

/** The disagreement, and recent changes of the ids in it. */
function explain(world: World, error: unknown): string[] {
  if (!(error instanceof Mismatch)) return [(error as Error).stack ?? String(error), world.server.output()];
  const { what, expected, actual } = error;
  const lines = [
    `disagree: ${what}`,
    ...differences(expected, actual)
      .slice(0, 20)
      .map((line) => `  ${line}`),
  ];
  const ids = new Set(lines.join(' ').match(/\d{19}/g) ?? []);
  return [
    ...lines,
    `rules ${JSON.stringify(world.model.rules)}`,
    `expected ${JSON.stringify(expected)}`.slice(0, 4000),
    `actual ${JSON.stringify(actual)}`.slice(0, 4000),
    ...world.history.about(world.step, ids, 40),
    world.server.output(),
  ];
}

function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1000).toFixed(1);
}
