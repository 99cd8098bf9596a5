/** A reading of another clock between two readings of the local one; milliseconds since 1970. */
export interface ClockSample {
  readonly storeMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * A message for operators when the local clock is off by more than allowed. Undefined while it may be right: a slow
 * answer proves little.
 */
export function clockSkewProblem(
  { storeMs, fromMs, toMs }: ClockSample,
  allowedSkewMs: number,
): string | undefined {
  const off = (ms: number, where: string) =>
    `this machine's clock is ${Math.round(ms)} ms ${where} the database's; ${allowedSkewMs} ms are allowed (SKEIN_CLOCK_SKEW)`;
  const [aheadMs, behindMs] = [Math.min(fromMs, toMs) - storeMs, storeMs - Math.max(fromMs, toMs)];
  if (aheadMs > allowedSkewMs) return off(aheadMs, 'ahead of');
  if (behindMs > allowedSkewMs) return off(behindMs, 'behind');
  return undefined;
}
