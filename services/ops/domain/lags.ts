import type { Lag } from '../ports.ts';

/** What places a lag in the list. */
export type LagPlace = Pick<Lag, 'events' | 'topic' | 'group' | 'partition'>;

/** The furthest behind first; those that are as far by their names. */
export function byLag(a: LagPlace, b: LagPlace): number {
  return (
    b.events - a.events || compare(a.topic, b.topic) || compare(a.group, b.group) || a.partition - b.partition
  );
}

/** A page of the list, of one topic or group where they are not empty, behind `after`. */
export function pageOfLags(
  lags: readonly Lag[],
  { topic, group, after, size }: { topic: string; group: string; after: LagPlace | undefined; size: number },
): { readonly lags: Lag[]; readonly more: boolean } {
  const wanted = lags
    .filter((lag) => (topic === '' || lag.topic === topic) && (group === '' || lag.group === group))
    .filter((lag) => after === undefined || byLag(after, lag) < 0)
    .sort(byLag);
  return { lags: wanted.slice(0, size), more: wanted.length > size };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
