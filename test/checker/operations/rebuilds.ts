import { OperationState, SearchIndex } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { asOperator } from '../backlog.ts';
import { callers } from '../choose.ts';
import { Mismatch } from '../compare.ts';
import { walk } from '../paging.ts';
import { requireAccepted, type World } from '../world.ts';
import { writeAtOnce } from './bursts.ts';
import type { Operation } from './operation.ts';
import { everyPost } from './searches.ts';

/** A rebuild continues by itself, in a cluster after another process has the lease. */
const limitMs = 120_000;

/** A rebuild of a search index that may still run. */
export interface Rebuild {
  readonly operationId: string;
  /** How many times the server had been started. */
  readonly starts: number;
}

/** Starts to rebuild an index, unless a rebuild runs. */
export async function startRebuild(world: World): Promise<void> {
  if (world.rebuild !== undefined) return;
  const index = world.random.pick([SearchIndex.POSTS, SearchIndex.POSTS, SearchIndex.USERS]);
  const { operation } = await requireAccepted('StartReindex', () =>
    world.server.api.ops.startReindex({ index }, asOperator(world)),
  );
  world.rebuild = { operationId: operation!.id, starts: world.starts };
  world.history.note(world.step, `rebuild ${operation!.id} of index ${index}`, []);
}

/** Waits until the rebuild has come so far. */
async function rebuildIs(world: World, wanted: 'begun' | 'ended'): Promise<void> {
  const { operationId } = world.rebuild!;
  for (const sinceMs = performance.now(); ; ) {
    const { operation } = await requireAccepted('GetOperation', () =>
      world.server.api.ops.getOperation({ operationId }, asOperator(world)),
    );
    const { state, doneCount, totalCount, error } = operation!;
    if (state === OperationState.SUCCEEDED) return;
    if (state !== OperationState.RUNNING)
      throw new Mismatch('a rebuild of a search index', 'it succeeds', `state ${state}: ${error}`);
    if (wanted === 'begun' && doneCount + totalCount > 0n) return;
    if (performance.now() - sinceMs > limitMs)
      throw new Mismatch('a rebuild of a search index ends', `within ${limitMs} ms`, `${doneCount}`);
  }
}

/** Waits for the rebuild that runs, if any. Then every post is in the index. */
export async function endRebuild(world: World): Promise<void> {
  const { rebuild, tally, random } = world;
  if (rebuild === undefined) return;
  await rebuildIs(world, 'ended');
  world.rebuild = undefined;
  tally.count('cases', 'an index is rebuilt');
  if (rebuild.starts < world.starts)
    tally.count('cases', 'a rebuild is continued by another run of the server');
  await walk(world, everyPost(world, random.pick(callers(world)).id), () => 100);
}

/** Changes while an index is rebuilt, or a rebuild that later steps change things under. */
export const rebuild: Operation = {
  name: 'rebuild a search index',
  weight: 0.4,
  async run(world) {
    await startRebuild(world);
    if (world.random.chance(0.3)) return;
    await rebuildIs(world, 'begun');
    await writeAtOnce(world);
    await endRebuild(world);
  },
};
