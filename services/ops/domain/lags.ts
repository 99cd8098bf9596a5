import type { Lag } from '../ports.ts';

/** The values that a lag is sorted by. */
export type LagCursor = Pick<Lag, 'events' | 'topic' | 'group' | 'partition'>;

/** The largest lag first; equal lags by name. */
export function byLag(a: LagCursor, b: LagCursor): number {
  return (
    b.events - a.events || compare(a.topic, b.topic) || compare(a.group, b.group) || a.partition - b.partition
  );
}

/** The list after `after`, of one topic or group if they are not empty. */
export function lagsBehind(
  lags: readonly Lag[],
  { topic, group, after }: { topic: string; group: string; after: LagCursor | undefined },
): Lag[] {
  return lags
    .filter((lag) => (topic === '' || lag.topic === topic) && (group === '' || lag.group === group))
    .filter((lag) => after === undefined || byLag(after, lag) < 0)
    .sort(byLag);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
