import { mismatchesAmong } from '../../../../platform/count-check.ts';
import type { Database } from '../../../../platform/sqlite/database.ts';
import type { Statements } from '../../../../platform/sqlite/statements.ts';
import type { GraphStore } from '../../ports.ts';

interface Row {
  readonly id: string;
  readonly follower_count: number;
  readonly following_count: number;
  readonly followers: number;
  readonly following: number;
}

const someIds = (column: string, table: string) =>
  `SELECT * FROM (SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${column} > ?1 ORDER BY ${column} LIMIT ?2)`;
/** People with counts or with edges. */
const COMPARE = `
  SELECT some.id, coalesce(follower_count, 0) AS follower_count, coalesce(following_count, 0) AS following_count,
    (SELECT count(*) FROM follow WHERE target_id = some.id) AS followers,
    (SELECT count(*) FROM follow WHERE actor_id = some.id) AS following
  FROM (
    ${someIds('user_id', 'person')} UNION ${someIds('actor_id', 'follow')} UNION ${someIds('target_id', 'follow')}
  ) AS some LEFT JOIN person ON user_id = some.id
  ORDER BY some.id LIMIT ?2`;
const CORRECT = `
  INSERT INTO person (user_id, version, follower_count, following_count) VALUES (?1, 1, ?2, ?3)
  ON CONFLICT DO UPDATE SET follower_count = ?2, following_count = ?3`;

/** Counts and edges change in one transaction, so every difference is a fault. */
export function sqliteCountCheck(db: Database): GraphStore['verifyCounts'] {
  const compare = (rows: Pick<Statements, 'all'>, afterId: string, limit: number) =>
    rows.all<Row>(COMPARE, afterId, limit);
  return async ({ afterId, limit, repair }) => {
    const found = repair
      ? await db.write((tx) => {
          const people = compare(tx, afterId, limit);
          for (const { id, followers, following } of people.filter(differs))
            tx.run(CORRECT, id, followers, following);
          return people;
        })
      : db.read((rows) => compare(rows, afterId, limit));
    return {
      checked: found.length,
      mismatches: mismatchesAmong(found.map(comparedOf)),
      nextAfterId: found.length < limit ? '' : found.at(-1)!.id,
    };
  };
}

function comparedOf({ id, followers, following, follower_count, following_count }: Row) {
  return {
    id,
    stored: { follower_count, following_count },
    counted: { follower_count: followers, following_count: following },
  };
}

function differs(row: Row): boolean {
  return mismatchesAmong([comparedOf(row)]).length > 0;
}
