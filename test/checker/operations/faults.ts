import { GetCountsResponseSchema } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import type { ReasonName } from '../../../platform/domain-error.ts';
import { callers } from '../choose.ts';
import { sameMessage } from '../compare.ts';
import { expectedGraphCounts } from '../expected/people.ts';
import { settleInboxes } from '../inboxes.ts';
import { checkPage, start, walk } from '../paging.ts';
import { type Life, nextLife } from '../rules.ts';
import type { StartServer } from '../server.ts';
import { api, as, requireAccepted, type World } from '../world.ts';
import { sendAtOnce, settle } from './bursts.ts';
import { resumeNotifications } from './notification-streams.ts';
import { checkBatch } from './reads-posts.ts';
import { endRebuild, startRebuild } from './rebuilds.ts';
import { everyPost } from './searches.ts';
import { resumeStreams } from './streams.ts';
import { homeOf, timelineOf } from './timelines.ts';

/** The server's data directory and its settings. */
export interface Home {
  readonly dataDir: string;
  readonly start: StartServer;
  life: Life;
}

/** How streams end before a server that stops. */
const drained: readonly ReasonName[] = ['DRAINING', 'SESSION_REVOKED'];

/** SIGTERM, and a start on the same data with other settings. */
export async function restart(world: World, home: Home): Promise<void> {
  if (world.random.chance(0.5)) await startRebuild(world);
  await world.server.stop();
  const { letsGo } = world.server;
  home.life = nextLife(world.random, home.life);
  await revive(world, home);
  await resumeNotifications(world, drained);
  await resumeStreams(world, letsGo ? [...drained, 'RESUME_TOKEN_TOO_OLD'] : drained);
  world.tally.count('faults', 'graceful restart');
}

/** SIGKILL during writes. Then each of them is repeated: it must have happened exactly once. */
export async function killAndRecover(world: World, home: Home): Promise<void> {
  const { random, tally } = world;
  await startRebuild(world);
  const sent = sendAtOnce(world, 6 + random.int(10));
  const moment = random.int(random.pick([10, 50, 300]));
  await new Promise((resolve) => setTimeout(resolve, moment));
  await world.server.kill();
  const outcomes = await Promise.all(sent.map(({ outcome }) => outcome));
  const acknowledged = outcomes.filter(({ status }) => status === 'fulfilled').length;
  tally.count('faults', 'kill -9');
  tally.count('faults', 'acknowledged before the kill', acknowledged);
  tally.count('faults', 'answer lost in the kill', sent.length - acknowledged);
  world.history.note(
    world.step,
    `kill -9 after ${moment} ms: ${acknowledged} of ${sent.length} acknowledged`,
    [],
  );
  await revive(world, home);
  await resumeStreams(world);
  await resumeNotifications(world);
  for (const each of sent) await settle(world, each);
  await settleInboxes(world);
  // Deletions before the kill are not reported after it.
  for (const { gone } of world.streams) gone.clear();
}

async function revive(world: World, { dataDir, start, life }: Home): Promise<void> {
  countPaths(world);
  world.server = await start(dataDir, life);
  world.starts += 1;
  world.bornId = world.newestId;
  world.model.rules = life.rules;
}

/** Counts the code paths of the server's ending run. */
export function countPaths({ server, tally }: World): void {
  for (const [path, times] of Object.entries(server.paths() ?? {})) tally.count('paths', path, times);
}

/** Checks that everything acknowledged is still there, in every user's view. */
export async function audit(world: World): Promise<void> {
  const { model, random, tally } = world;
  const readers = callers(world);
  for (const { id } of readers) {
    await checkPage(world, homeOf(world, id), start, 100);
    await checkPage(world, timelineOf(world, id, random.pick(readers).id), start, 100);
    const answer = await requireAccepted('GetCounts', () =>
      api(world).graph.getCounts({ userId: id }, as(world, undefined)),
    );
    sameMessage('GetCounts', GetCountsResponseSchema, { counts: expectedGraphCounts(model, id) }, answer);
  }
  const ids = [...model.posts.keys()];
  for (let from = 0; from < ids.length; from += 100) {
    await checkBatch(world, ids.slice(from, from + 100), random.pick(readers).id);
  }
  await endRebuild(world);
  await walk(world, everyPost(world, random.pick(readers).id), () => 100);
  tally.count('cases', 'every post is found after a fault');
  tally.count('faults', 'everything looked at afterwards');
}
