import type { DgraphMigration } from '../../../../platform/dgraph/migrate.ts';

/** The names of this service's predicates, below a prefix that keeps stores on one Dgraph apart. */
export interface Names {
  readonly id: string;
  readonly version: string;
  /** The order of the person's last event in the outbox. */
  readonly told: string;
  readonly follows: string;
  readonly blocks: string;
  readonly mutes: string;
  readonly madeId: string;
  readonly madeAt: string;
}

export function namesBelow(prefix: string): Names {
  return {
    id: `${prefix}person.id`,
    version: `${prefix}person.version`,
    told: `${prefix}person.told`,
    follows: `${prefix}follows`,
    blocks: `${prefix}blocks`,
    mutes: `${prefix}mutes`,
    madeId: `${prefix}made.id`,
    madeAt: `${prefix}made.at`,
  };
}

/**
 * Follower counts are counted from the reverse edges. `@count` would keep an index of them, in which concurrent follows
 * of one account are conflicts: 64 at once gave 567 aborted tries with it, none without.
 */
export function graphSchema({
  id,
  version,
  told,
  follows,
  blocks,
  mutes,
  madeId,
  madeAt,
}: Names): DgraphMigration {
  return {
    name: 'people and edges',
    schema: `
      ${id}: string @index(hash) @upsert .
      ${version}: int .
      ${told}: int .
      ${follows}: [uid] @reverse .
      ${blocks}: [uid] @reverse .
      ${mutes}: [uid] @reverse .
      ${madeId}: string @index(hash) @upsert .
      ${madeAt}: int @index(int) .`,
  };
}
