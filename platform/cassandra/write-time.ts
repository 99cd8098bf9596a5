let last = 0;

/**
 * Now, as Cassandra orders writes of one cell: microseconds since 1970. Each is above the one before in this process.
 *
 * @param above what it must be above in any case: the time of a row that is there, written where clocks are ahead
 */
export function writeTime(above = 0): number {
  last = Math.max(last + 1, Date.now() * 1_000);
  return Math.max(last, above + 1);
}
