import type { Timestamp } from '@bufbuild/protobuf/wkt';

const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });

/** How long ago, in as few characters as that takes. */
export function ago(time: Timestamp | undefined, nowMs: number): string {
  if (time === undefined) return '';
  const seconds = Math.max(0, Math.floor(nowMs / 1000) - Number(time.seconds));
  if (seconds < 60) return 'now';
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return date.format(Number(time.seconds) * 1000);
}

/** All of it, for who wants to know. */
export function exactly(time: Timestamp | undefined): string {
  return time === undefined ? '' : whole.format(Number(time.seconds) * 1000);
}

export function isoOf(time: Timestamp | undefined): string | undefined {
  return time && new Date(Number(time.seconds) * 1000).toISOString();
}
