import type { ComparedCounts } from '../../../../platform/count-check.ts';
import { sqliteCountCheck } from '../../../../platform/sqlite/count-check.ts';
import type { Database } from '../../../../platform/sqlite/database.ts';
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

/** Compares follower and following counts with the rows that they count. */
export function followCountCheck(db: Database): GraphStore['verifyCounts'] {
  return sqliteCountCheck<Row>(db, {
    compareSql: COMPARE,
    comparedOf,
    correct: (tx, { id, followers, following }) => tx.run(CORRECT, id, followers, following),
  });
}

function comparedOf({ id, followers, following, follower_count, following_count }: Row): ComparedCounts {
  return {
    id,
    stored: { follower_count, following_count },
    counted: { follower_count: followers, following_count: following },
  };
}
