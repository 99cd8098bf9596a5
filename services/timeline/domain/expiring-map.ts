import type { Clock } from '../../../platform/clock.ts';

/** Recent values by key. Noting a key again renews it. */
export interface ExpiringMap<T> {
  note(key: string, value: T): void;
  /** Oldest first. */
  values(): Iterable<T>;
  /** How far back, in milliseconds, no value is missing; at most since the last `begin`. */
  reachMs(): number;
  /** Declares that every value is noted from now on. Earlier ones may be missing. */
  begin(): void;
}

export interface ExpiringMapOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** How long a value is kept, in milliseconds. */
  readonly lifeMs: number;
  /** The most values; the oldest are dropped. */
  readonly max: number;
}

export function expiringMap<T>({ clock, lifeMs, max }: ExpiringMapOptions): ExpiringMap<T> {
  /** In order of time. */
  const kept = new Map<string, { readonly value: T; readonly atMs: number }>();
  let sinceMs = Number.POSITIVE_INFINITY;
  const forget = () => {
    const endedMs = clock.monotonicMs() - lifeMs;
    for (const [key, { atMs }] of kept) {
      if (atMs >= endedMs && kept.size <= max) return;
      kept.delete(key);
      // Other values of the same millisecond may be dropped too.
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
