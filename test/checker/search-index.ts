import type { CallOptions } from '@connectrpc/connect';
import { search } from '../../services/search/service.ts';
import { Mismatch, WrongAtOnce } from './compare.ts';
import type { World } from './world.ts';

// A search may miss what is not indexed yet. What is indexed is read from the backlog of the network: the outboxes, and
// the lag of the consumers that index.

/** The consumer group of the search service. */
const group = 'search';
/** How long the backlog may take on a busy machine, after a crash of every process, too. */
const limitMs = 180_000;
/** Looks that are further apart are not about the same backlog. */
const pauseMs = 10_000;

/** What the last looks at the backlog showed. */
export interface SearchIndexState {
  /** Posts up to this id must be found. */
  foundId: string;
  /** Looks at which there was no backlog, with the newest id at that time. */
  readonly caughtUp: { readonly newestId: string; readonly atMs: number }[];
  /** Since when there is a backlog; undefined without one. */
  behindSinceMs: number | undefined;
  lastLookMs: number;
}

export function unknownIndex(): SearchIndexState {
  return { foundId: '', caughtUp: [], behindSinceMs: undefined, lastLookMs: 0 };
}

/** The operator's call options. */
export function asOperator({ operator }: World): CallOptions {
  return { timeoutMs: 20_000, headers: { authorization: `Bearer ${operator.accessToken}` } };
}

/**
 * Looks at the backlog; true without one.
 * @throws Mismatch when it does not end
 */
export async function lookAtIndex(world: World): Promise<boolean> {
  const { index, newestId, server } = world;
  const backlog = await backlogOf(world);
  const atMs = performance.now();
  const continues = atMs - index.lastLookMs < pauseMs;
  index.lastLookMs = atMs;
  if (backlog === '') {
    index.behindSinceMs = undefined;
    index.caughtUp.push({ newestId, atMs });
    while (index.caughtUp.length > 0 && atMs - index.caughtUp[0]!.atMs >= server.foundWithinMs)
      index.foundId = index.caughtUp.shift()!.newestId;
    return true;
  }
  // There was one all the time, behind a process that did not answer for it.
  index.caughtUp.length = 0;
  if (!continues) index.behindSinceMs = undefined;
  index.behindSinceMs ??= atMs;
  if (atMs - index.behindSinceMs > limitMs)
    throw new Mismatch('the search index catches up', 'no backlog', backlog);
  return false;
}

/** Whether a search may miss a post, or a change that came with a post of this id. */
export function mayMiss({ index }: World, id: string): boolean {
  return id > index.foundId;
}

/**
 * Repeats a comparison until it holds. It must hold as soon as everything is indexed that was written before.
 * @throws Mismatch
 */
export async function whenIndexed(world: World, compare: () => Promise<void>): Promise<void> {
  for (let caughtUpMs = Number.POSITIVE_INFINITY; ; ) {
    const beganMs = performance.now();
    try {
      return await compare();
    } catch (error) {
      const passes = error instanceof Mismatch && !(error instanceof WrongAtOnce);
      if (!passes || beganMs - caughtUpMs > world.server.foundWithinMs) throw error;
    }
    if (await lookAtIndex(world)) caughtUpMs = Math.min(caughtUpMs, performance.now());
    else caughtUpMs = Number.POSITIVE_INFINITY;
  }
}

/** What is not indexed yet, in words; empty without any. */
async function backlogOf(world: World): Promise<string> {
  const { ops } = world.server.api;
  const options = asOperator(world);
  try {
    // In this order: what leaves an outbox becomes lag.
    const { processes, missingInstances } = await ops.getFigures(
      { namePrefixes: ['skein_outbox_'] },
      options,
    );
    const waiting = processes.flatMap(({ instance, figures }) =>
      figures
        .filter(({ value }) => value > 0)
        .map(({ name, labels, value }) => `${instance} ${labels.service} ${name} ${value}`),
    );
    const { lags } = await ops.listConsumerLags({ group, pageSize: 100 }, options);
    const unknown = search.topics.consumes[group]!.filter((topic) =>
      lags.every((lag) => lag.topic !== topic),
    );
    const behind = lags
      .filter(({ eventCount }) => eventCount > 0n)
      .map(({ topic, partition, eventCount }) => `${eventCount} of ${topic} ${partition}`);
    return [...missingInstances, ...unknown, ...waiting, ...behind].join(', ');
  } catch (error) {
    // An engine or a process is not back yet.
    return String(error);
  }
}
