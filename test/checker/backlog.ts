import { setTimeout as pause } from 'node:timers/promises';
import type { CallOptions } from '@connectrpc/connect';
import type { Service } from '../../services/hosting/define-service.ts';
import { Mismatch } from './compare.ts';
import type { World } from './world.ts';

/** How long a backlog may take on a busy machine, after a crash of every process, too. */
export const backlogLimitMs = 180_000;

/** The operator's call options. */
export function asOperator({ operator }: World): CallOptions {
  return { timeoutMs: 20_000, headers: { authorization: `Bearer ${operator.accessToken}` } };
}

/**
 * What a consumer group has not handled yet: events of its topics, and events that wait in any outbox. In words; empty
 * without any.
 */
export async function backlogOf(world: World, group: string, topics: readonly string[]): Promise<string> {
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
    const unknown = topics.filter((topic) => lags.every((lag) => lag.topic !== topic));
    const behind = lags
      .filter(({ eventCount }) => eventCount > 0n)
      .map(({ topic, partition, eventCount }) => `${eventCount} of ${topic} ${partition}`);
    return [...missingInstances, ...unknown, ...waiting, ...behind].join(', ');
  } catch (error) {
    // An engine or a process is not back yet.
    return String(error);
  }
}

/**
 * Waits until a consumer group of a service has handled every event so far.
 * @throws Mismatch when it does not catch up
 */
export async function untilHandled(
  world: World,
  group: string,
  { topics }: Pick<Service, 'topics'>,
): Promise<void> {
  const end = performance.now() + backlogLimitMs;
  for (;;) {
    const backlog = await backlogOf(world, group, topics.consumes[group]!);
    if (backlog === '') return;
    if (performance.now() > end) throw new Mismatch(`group ${group} catches up`, 'no backlog', backlog);
    await pause(1);
  }
}
