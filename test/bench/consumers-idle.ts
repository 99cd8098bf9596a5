import { setTimeout as wait } from 'node:timers/promises';
import type { Measured } from './harness/process.ts';

/** Resolves once every consumer of a network has taken every event. @throws Error where it shows no lag of any consumer */
export async function consumersIdle(server: Measured): Promise<void> {
  while ((await lag(server)) > 0) await wait(20);
}

/** Events that consumers have still to take, over all topics and groups. */
async function lag({ ready }: Measured): Promise<number> {
  const metrics = await (await fetch(`${ready.http}/metrics`)).text();
  const lags = [...metrics.matchAll(/^skein_event_lag_records\{[^}]*\} (\d+)/gm)].map(([, records]) =>
    Number(records),
  );
  if (lags.length === 0) throw new Error('the server has no figures of its consumers');
  return lags.reduce((sum, each) => sum + each, 0);
}
