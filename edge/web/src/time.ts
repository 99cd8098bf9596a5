import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { useSyncExternalStore } from 'react';

/** The elapsed time in a short form; dates in the reader's language and time zone. */
export function ago(time: Timestamp | undefined, nowMs: number, locale?: string, timeZone?: string): string {
  if (time === undefined) return '';
  const timeMs = Number(time.seconds) * 1000;
  const seconds = Math.max(0, Math.floor((nowMs - timeMs) / 1000));
  const relative = (value: number, unit: Intl.RelativeTimeFormatUnit) =>
    new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'auto' }).format(-value, unit);
  if (seconds < 60) return relative(0, 'second');
  if (seconds < 3_600) return relative(Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative(Math.floor(seconds / 3_600), 'hour');
  const yearOf = (ms: number) => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(ms);
  const year = yearOf(timeMs) === yearOf(nowMs) ? undefined : 'numeric';
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year, timeZone }).format(timeMs);
}

/** The full date and time. */
export function exactly(time: Timestamp | undefined): string {
  if (time === undefined) return '';
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' }).format(
    Number(time.seconds) * 1000,
  );
}

export function isoOf(time: Timestamp | undefined): string | undefined {
  return time && new Date(Number(time.seconds) * 1000).toISOString();
}

/** How often times on the page are updated, in milliseconds. */
const tickMs = 30_000;
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    nowMs = Date.now();
    timer = setInterval(tick, tickMs);
    document.addEventListener('visibilitychange', tick);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}

/** The current time, updated periodically: milliseconds since 1970. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
