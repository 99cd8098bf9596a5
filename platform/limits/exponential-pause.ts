/**
 * The pause after attempt `used` of at most `points` in one window, in milliseconds: none before two fifths of them,
 * then 1 s, doubled each time, at most an hour.
 */
export function exponentialPauseMs(used: number, points: number): number {
  const paused = used - Math.ceil(points * 0.4);
  return paused < 0 ? 0 : Math.min(3_600_000, 1_000 * 2 ** paused);
}
