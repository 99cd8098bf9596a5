import { type DescMessage, equals, type Message, type MessageShape, toJson } from '@bufbuild/protobuf';
import type { ReasonName } from '../../platform/domain-error.ts';
import { reasonOf } from '../../platform/errors.ts';
import { Mismatch } from './compare.ts';
import { settleInboxes } from './inboxes.ts';
import { noteNewEntries } from './new-entries.ts';
import { describe, refusedAsEnded, requireAccepted, requireRefused, type World } from './world.ts';

/** A chosen write that can be sent any number of times. */
export interface Write {
  readonly rpc: string;
  readonly schema: DescMessage;
  /** The calling user; undefined for a sign-up. */
  readonly actorId: string | undefined;
  /** Its description, for the history. */
  readonly about: string;
  /** Ids that its response or effect depends on. */
  readonly touches: readonly string[];
  /** The refusal that the model expects. */
  readonly refusal: ReasonName | undefined;
  send(requestId: string): Promise<Message>;
  /** The same request_id with another body. */
  sendOther?(requestId: string): Promise<Message>;
  /** Applies the change to the model and compares the response with it. */
  apply(answer: Message): void;
  /** The part of a response that repeated calls share. Default: all of it. */
  lasting?(answer: Message): Message;
  /** For a write that ends its own session, so that repeating it is refused as SESSION_REVOKED. */
  ends?(): void;
  /** Whether its request_id may still be sent again. */
  repeatable?(): boolean;
}

/** An acknowledged write and the response that its request_id now has. */
export interface Past {
  readonly write: Write;
  readonly requestId: string;
  readonly answer: Message;
}

/** Gives the parts of a write a common response type. */
export function write<D extends DescMessage>(parts: {
  rpc: string;
  schema: D;
  actorId: string | undefined;
  about: string;
  touches: readonly string[];
  refusal: ReasonName | undefined;
  send(requestId: string): Promise<MessageShape<D>>;
  sendOther?(requestId: string): Promise<MessageShape<D>>;
  apply(answer: MessageShape<D>): void;
  lasting?(answer: MessageShape<D>): MessageShape<D>;
  ends?(): void;
  repeatable?(): boolean;
}): Write {
  return parts as unknown as Write;
}

/** Sends a write in one of the ways of real clients, and waits until those whom it notifies have it. */
export async function perform(world: World, chosen: Write): Promise<void> {
  await send(world, chosen);
  await settleInboxes(world);
}

async function send(world: World, chosen: Write): Promise<void> {
  const { random, tally } = world;
  tally.count('writes', chosen.rpc);
  note(world, chosen);
  if (chosen.refusal !== undefined) {
    const requestId = random.chance(0.3) ? newRequestId(world) : '';
    return requireRefused(world, chosen.rpc, chosen.refusal, () => chosen.send(requestId));
  }
  const way = random.weighted({ plain: 45, 'with an id': 30, retried: 13, 'twice at once': 6, reused: 6 });
  tally.count('ways to write', way);
  if (way === 'plain') return become(world, chosen, await requireAccepted(chosen.rpc, () => chosen.send('')));

  const requestId = newRequestId(world);
  if (way === 'twice at once') return sendTwice(world, chosen, requestId);
  accept(world, chosen, requestId, await requireAccepted(chosen.rpc, () => chosen.send(requestId)));
  if (chosen.ends !== undefined) {
    await refusedAsEnded(world, () => chosen.send(requestId));
    tally.count('cases', 'a write that ended its own session is repeated');
  } else if (way === 'retried') await retry(world.past.at(-1)!);
  else if (way === 'reused') await reuse(world, world.past.at(-1)!);
}

async function sendTwice(world: World, chosen: Write, requestId: string): Promise<void> {
  const outcomes = await Promise.allSettled([chosen.send(requestId), chosen.send(requestId)]);
  const answers = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  for (const each of outcomes) {
    if (each.status === 'rejected' && !endedIt(chosen, each.reason)) throw wasRefused(chosen, each.reason);
  }
  if (answers.length === 0) throw wasRefused(chosen, 'both are refused');
  accept(world, chosen, requestId, answers[0]!);
  if (answers.length === 2) sameAnswer(chosen, answers[0]!, answers[1]!);
}

/** Applies an acknowledged write to the model, and keeps it for later repetitions. */
export function accept(world: World, chosen: Write, requestId: string, answer: Message): void {
  become(world, chosen, answer);
  if (chosen.ends === undefined) world.past.push({ write: chosen, requestId, answer });
}

function become(world: World, chosen: Write, answer: Message): void {
  chosen.apply(answer);
  noteNewEntries(world);
}

/** The same request_id: the same response without another effect, which later reads would show. */
export async function retry(past: Past | undefined): Promise<void> {
  if (past === undefined) return;
  const { write: chosen, requestId, answer } = past;
  const again = await requireAccepted(`${chosen.rpc} again`, () => chosen.send(requestId));
  sameAnswer(chosen, answer, again);
}

/** The same request_id with another body. */
export async function reuse(world: World, past: Past | undefined): Promise<void> {
  if (past?.write.sendOther === undefined) return;
  const { write: chosen, requestId } = past;
  await requireRefused(world, 'any write', 'REQUEST_ID_REUSED', () => chosen.sendOther!(requestId));
}

export function sameAnswer(chosen: Write, first: Message, again: Message): void {
  const { schema, rpc, lasting = (answer) => answer } = chosen;
  if (equals(schema, lasting(first), lasting(again))) return;
  throw new Mismatch(
    `${rpc} again has the same answer`,
    toJson(schema, lasting(first)),
    toJson(schema, lasting(again)),
  );
}

/** Whether this refusal of a repetition proves that the write was done. */
export function endedIt(chosen: Write, error: unknown): boolean {
  return chosen.ends !== undefined && reasonOf(error) === 'SESSION_REVOKED';
}

export function note(world: World, { rpc, about, actorId, touches }: Write): void {
  const actor = actorId === undefined ? '' : ` by ${actorId}`;
  world.history.note(world.step, `${rpc}${actor}: ${about}`, [actorId, ...touches]);
}

let requests = 0;

/** Unique within a run; ids may differ between runs. */
export function newRequestId(world: World): string {
  requests += 1;
  return `step ${world.step} request ${requests}`;
}

export function wasRefused({ rpc }: Write, error: unknown): Mismatch {
  return new Mismatch(`${rpc} is taken`, 'an answer', describe(error));
}
