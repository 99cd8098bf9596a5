import { Counter, Gauge, type Registry } from 'prom-client';
import type { TimedClock } from '../clock.ts';
import type { Priority } from '../limits/load-shedding.ts';
import type { Logger } from './log.ts';

export interface SheddingFigures {
  turnedAway(priority: Priority): void;
  /** Exports the accepted share of normal calls, 0 to 1. */
  watchShare(share: () => number): void;
}

/** How often refusals are logged, in milliseconds: a line a call would be more work. */
const sayEveryMs = 5_000;

export function sheddingFigures(registers: Registry[], clock: TimedClock, log: Logger): SheddingFigures {
  const calls = new Counter({
    name: 'skein_rpc_shed_total',
    help: 'Calls refused for overload before any work; they are not among the started ones.',
    labelNames: ['priority'],
    registers,
  });
  for (const priority of ['high', 'normal']) calls.inc({ priority }, 0);
  let unsaid = 0;
  const say = () => {
    log.warn({ calls: unsaid, seconds: sayEveryMs / 1000 }, 'overload: calls were refused');
    unsaid = 0;
  };
  return {
    turnedAway(priority) {
      calls.inc({ priority });
      if (unsaid++ === 0) clock.after(sayEveryMs, say);
    },
    watchShare(share) {
      new Gauge({
        name: 'skein_rpc_admitted_share',
        help: 'The share of normal calls that is taken; below 1 the process is overloaded.',
        registers,
        collect() {
          this.set(share());
        },
      });
    },
  };
}
