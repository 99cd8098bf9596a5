import type { TimedClock } from '../../../platform/clock.ts';
import type { Closers } from '../../../platform/lifecycle.ts';
import { loadShedder } from '../../../platform/limits/load-shedding.ts';
import { waitingLimits } from '../../../platform/limits/waiting-limit.ts';
import { type CallAdmission, callAdmission } from '../../../platform/rpc/interceptors/shed.ts';
import type { Logger } from '../../../platform/telemetry/log.ts';
import type { Metrics } from '../../../platform/telemetry/metrics.ts';
import { sheddingFigures } from '../../../platform/telemetry/shedding-figures.ts';
import type { Readers } from './readers.ts';

/** Decides whether the process has capacity for a call from outside, and counts refusals. @param turnMs SKEIN_OVERLOAD_TURN */
export function shedding({
  turnMs,
  clock,
  metrics,
  log,
  readers,
  closers,
}: {
  readonly turnMs: number;
  readonly clock: TimedClock;
  readonly metrics: Pick<Metrics, 'registry'>;
  readonly log: Logger;
  readonly readers: Pick<Readers, 'classOf'>;
  readonly closers: Closers;
}): CallAdmission {
  const shedder = loadShedder({ turnMs, clock });
  closers.add({ name: 'load shedder', close: () => shedder.close() });
  const figures = sheddingFigures([metrics.registry], clock, log);
  figures.watchShare(shedder.share);
  return callAdmission({
    shedder,
    waitingLimit: waitingLimits({ clock }),
    turnedAway: figures.turnedAway,
    readerOf: readers.classOf,
  });
}
