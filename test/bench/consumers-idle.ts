import { setTimeout as wait } from 'node:timers/promises';
import type { Measured } from './harness/process.ts';

/**
 * Resolves once every consumer of a network has taken every event.
 *
 * @param except a consumer group that may still have some
 * @throws Error where it shows no lag of any consumer
 */
export async function consumersIdle(server: Measured, except?: string): Promise<void> {
  while ((await lag(server, except)) > 0) await wait(20);
}

/** Events that consumers have still to take, over all topics and groups. */
async function lag({ ready }: Measured, except: string | undefined): Promise<number> {
  const metrics = await (await fetch(`${ready.http}/metrics`)).text();
  const figures = metrics.matchAll(/^skein_event_lag_records\{[^}]*group="([^"]*)"[^}]*\} (\d+)/gm);
  const lags = [...figures].map(([, group, records]) => (group === except ? 0 : Number(records)));
  if (lags.length === 0) throw new Error('the server has no figures of its consumers');
  return lags.reduce((sum, each) => sum + each, 0);
}
