import type { Message } from '@bufbuild/protobuf';
import { settleInboxes } from '../inboxes.ts';
import { noteNewEntries } from '../new-entries.ts';
import type { World } from '../world.ts';
import { accept, endedIt, newRequestId, note, sameAnswer, type Write, wasRefused } from '../write.ts';
import { chooseDeactivate, chooseSignUp, chooseUpdate } from './accounts.ts';
import type { Chooser, Operation } from './operation.ts';
import { chooseDelete, choosePost } from './posts.ts';
import { chooseLike, chooseRepost, chooseUnlike, chooseUnrepost } from './reactions.ts';
import { chooseBlock, chooseFollow, chooseMute, chooseUnfollow } from './relations.ts';
import { chooseSignOut } from './sessions.ts';

export interface InFlight {
  readonly write: Write;
  readonly requestId: string;
  readonly outcome: Promise<PromiseSettledResult<Message>>;
}

const choosers: readonly Chooser[] = [
  choosePost,
  choosePost,
  choosePost,
  chooseRepost,
  chooseLike,
  chooseUnlike,
  chooseUnrepost,
  chooseDelete,
  chooseFollow,
  chooseUnfollow,
  chooseBlock,
  chooseMute,
  chooseUpdate,
  chooseSignUp,
  chooseDeactivate,
  chooseSignOut,
];

/** Sends writes about disjoint users and posts concurrently, so that their order does not matter. */
export function sendAtOnce(world: World, count: number): InFlight[] {
  const touched = new Set<string>();
  const sent: InFlight[] = [];
  for (let tries = 0; tries < 5 * count && sent.length < count; tries++) {
    const chosen = world.random.pick(choosers)(world);
    if (chosen === undefined || chosen.refusal !== undefined) continue;
    const ids = [chosen.actorId, ...chosen.touches].filter((id) => id !== undefined);
    if (ids.some((id) => touched.has(id))) continue;
    for (const id of ids) touched.add(id);
    note(world, chosen);
    world.tally.count('writes', chosen.rpc);
    const requestId = newRequestId(world);
    const [outcome] = [Promise.allSettled([chosen.send(requestId)]).then(([result]) => result)];
    sent.push({ write: chosen, requestId, outcome });
  }
  return sent;
}

/**
 * Repeats a write under its request_id: it is acknowledged with the earlier response, if there was one, and has then
 * happened once.
 * @throws Mismatch
 */
export async function settle(world: World, { write: chosen, requestId, outcome }: InFlight): Promise<void> {
  const before = await outcome;
  const [after] = await Promise.allSettled([chosen.send(requestId)]);
  if (after.status === 'rejected') {
    if (!endedIt(chosen, after.reason)) throw wasRefused(chosen, after.reason);
    chosen.ends!();
    noteNewEntries(world);
    return;
  }
  accept(world, chosen, requestId, after.value);
  if (before.status === 'fulfilled') sameAnswer(chosen, before.value, after.value);
}

/** Sends writes at once, and repeats each: all are acknowledged, and have happened once. */
export async function writeAtOnce(world: World): Promise<void> {
  const sent = sendAtOnce(world, 4 + world.random.int(8));
  for (const each of sent) {
    const outcome = await each.outcome;
    if (outcome.status === 'rejected') throw wasRefused(each.write, outcome.reason);
  }
  for (const each of sent) await settle(world, each);
  await settleInboxes(world);
  world.tally.count('cases', 'writes at once', sent.length);
}

export const burst: Operation = { name: 'writes at once', weight: 1.5, run: writeAtOnce };
