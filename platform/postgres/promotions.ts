/**
 * Where processes report failovers to each other, outside of PostgreSQL. A former primary that comes back does not know
 * of its failover, and neither does a process that starts and reaches no other server.
 */
export interface Promotions {
  /**
   * Reports the timeline of a primary and gives the highest one that any process has reported. `system` is PostgreSQL's
   * database system identifier: primary and replicas share it, a newly created cluster has another.
   *
   * @throws when it cannot be read
   */
  report(system: string, timeline: number): Promise<number>;
}

/** For a single process, or tests: it knows only what it saw. */
export const ownPromotions: Promotions = { report: async (_, timeline) => timeline };
