import type { Clock } from '../../../platform/clock.ts';

/** What happened a short time ago, by key; what happens again counts as happening now. */
export interface Recent<T> {
  note(key: string, value: T): void;
  /** The oldest first. */
  values(): Iterable<T>;
}

export interface RecentOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** How long it is remembered, in milliseconds. */
  readonly lifeMs: number;
  /** How many, the newest. */
  readonly max: number;
}

export function recent<T>({ clock, lifeMs, max }: RecentOptions): Recent<T> {
  /** By rising time. */
  const kept = new Map<string, { readonly value: T; readonly atMs: number }>();
  const forget = () => {
    const endedMs = clock.monotonicMs() - lifeMs;
    for (const [key, { atMs }] of kept) {
      if (atMs >= endedMs && kept.size <= max) return;
      kept.delete(key);
    }
  };
  return {
    note(key, value) {
      kept.delete(key);
      kept.set(key, { value, atMs: clock.monotonicMs() });
      forget();
    },
    *values() {
      forget();
      for (const { value } of kept.values()) yield value;
    },
  };
}
