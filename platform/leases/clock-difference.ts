/** A look at another clock: what it showed between two looks at the own one; milliseconds since 1970. */
export interface ClockLook {
  readonly storeMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Says, for operators, by how much the own clock is off where it is by more than what is allowed. Undefined while it may
 * be right: an answer that took long shows little.
 */
export function clockDifference(
  { storeMs, fromMs, toMs }: ClockLook,
  allowedSkewMs: number,
): string | undefined {
  const off = (ms: number, where: string) =>
    `this machine's clock is ${Math.round(ms)} ms ${where} the database's; ${allowedSkewMs} ms are allowed (SKEIN_CLOCK_SKEW)`;
  const [aheadMs, behindMs] = [Math.min(fromMs, toMs) - storeMs, storeMs - Math.max(fromMs, toMs)];
  if (aheadMs > allowedSkewMs) return off(aheadMs, 'ahead of');
  if (behindMs > allowedSkewMs) return off(behindMs, 'behind');
  return undefined;
}
