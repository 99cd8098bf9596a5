/**
 * What processes tell each other of failovers, outside of PostgreSQL: a former primary that comes back does not know of
 * them, and neither does a process that starts and reaches no other server.
 */
export interface Promotions {
  /**
   * Tells of the timeline of a primary, and answers the highest that any process has told of. `system` is what PostgreSQL
   * calls the identifier of a database system: primary and replicas have the same one, a new set of them another.
   *
   * @throws when it can't be asked
   */
  tell(system: string, timeline: number): Promise<number>;
}

/** For a process that is alone, or tests: it knows what it saw. */
export const ownPromotions: Promotions = { tell: async (_, timeline) => timeline };
