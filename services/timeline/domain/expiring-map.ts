import type { Clock } from '../../../platform/clock.ts';

/** What happened a short time ago, by key; what happens again counts as happening now. */
export interface ExpiringMap<T> {
  note(key: string, value: T): void;
  /** The oldest first. */
  values(): Iterable<T>;
  /** How far back, in milliseconds before now, everything is remembered: never beyond the last `begin`. */
  reachMs(): number;
  /** From now on everything is noted; before, and until the first time, something may have been missed. */
  begin(): void;
}

export interface ExpiringMapOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** How long it is remembered, in milliseconds. */
  readonly lifeMs: number;
  /** How many, the newest. */
  readonly max: number;
}

export function expiringMap<T>({ clock, lifeMs, max }: ExpiringMapOptions): ExpiringMap<T> {
  /** By rising time. */
  const kept = new Map<string, { readonly value: T; readonly atMs: number }>();
  let sinceMs = Number.POSITIVE_INFINITY;
  const forget = () => {
    const endedMs = clock.monotonicMs() - lifeMs;
    for (const [key, { atMs }] of kept) {
      if (atMs >= endedMs && kept.size <= max) return;
      kept.delete(key);
      // What is noted at the same time may be gone, too.
      if (atMs >= sinceMs) sinceMs = atMs + 1;
    }
  };
  return {
    note(key, value) {
      kept.delete(key);
      kept.set(key, { value, atMs: clock.monotonicMs() });
      forget();
    },
    reachMs: () => Math.max(0, Math.min(lifeMs, clock.monotonicMs() - sinceMs)),
    begin() {
      sinceMs = clock.monotonicMs();
    },
    *values() {
      forget();
      for (const { value } of kept.values()) yield value;
    },
  };
}
