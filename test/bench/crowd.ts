import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Ids of accounts that only the graph store knows: from 2022, and so below those of everyone who signed up. */
export function crowdIds(count: number): string[] {
  return Array.from({ length: count }, (_, n) => String(1_000_000_000_000_000_000n + BigInt(n)));
}

/**
 * Makes them follow the author, directly in the graph store of a stopped network, because signing up a hundred thousand
 * accounts is not measured. Existing follows stay.
 */
export function seedFollowers(dataDir: string, authorId: string, followerIds: readonly string[]): void {
  const db = new DatabaseSync(join(dataDir, 'graph.db'));
  db.exec('BEGIN');
  const follow = db.prepare('INSERT OR IGNORE INTO follow (actor_id, target_id) VALUES (?, ?)');
  const person = db.prepare(`
    INSERT INTO person (user_id, version, follower_count, following_count) VALUES (?1, 2, 0, 1)
    ON CONFLICT DO UPDATE SET version = version + 1, following_count = following_count + 1`);
  for (const id of followerIds) if (follow.run(id, authorId).changes === 1) person.run(id);
  db.prepare(
    `UPDATE person SET follower_count = (SELECT count(*) FROM follow WHERE target_id = ?1) WHERE user_id = ?1`,
  ).run(authorId);
  db.exec('COMMIT');
  db.close();
}
