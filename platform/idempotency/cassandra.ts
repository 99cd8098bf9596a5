import { randomUUID } from 'node:crypto';
import { type Cassandra, statement } from '../cassandra/cassandra.ts';
import type { CassandraMigration } from '../cassandra/migrate.ts';
import type { Clock } from '../clock.ts';
import type { ClaimStore, NewClaim } from './port.ts';

/**
 * For the migrations of a keyspace that has claims. `arrival` identifies the attempt that made the claim. Each finished
 * attempt stores a response row; the first one is the answer. Rows expire by TTL.
 */
export const cassandraClaimMigration: CassandraMigration = {
  component: 'claims',
  name: 'claims',
  statements: [
    `CREATE TABLE IF NOT EXISTS :claim (
      scope text PRIMARY KEY, arrival text, body_hash blob, ids text, taken_ms bigint
    )`,
    `CREATE TABLE IF NOT EXISTS :claim_answer (
      scope text, arrival text, finished_ms bigint, answer text, response blob,
      PRIMARY KEY ((scope, arrival), finished_ms, answer)
    )`,
  ],
};

interface ClaimRow {
  readonly arrival: string;
  readonly body_hash: Uint8Array;
  readonly ids: string;
  readonly taken_ms: bigint;
}

interface AnswerRow {
  readonly finished_ms: bigint;
  readonly response: Uint8Array | null;
}

const CLAIM = 'SELECT arrival, body_hash, ids, taken_ms FROM :claim WHERE scope = ?';
const TAKE = `INSERT INTO :claim (scope, arrival, body_hash, ids, taken_ms) VALUES (?, ?, ?, ?, ?)
  IF NOT EXISTS USING TTL ?`;
const RETAKE = `UPDATE :claim USING TTL ? SET arrival = ?, body_hash = ?, ids = ?, taken_ms = ? WHERE scope = ?
  IF arrival = ? AND taken_ms = ?`;
const ANSWER = 'SELECT finished_ms, response FROM :claim_answer WHERE scope = ? AND arrival = ? LIMIT 1';
const FINISH = `INSERT INTO :claim_answer (scope, arrival, finished_ms, answer, response) VALUES (?, ?, ?, ?, ?)
  USING TTL ?`;

/** Needs `cassandraClaimMigration`. `lifeMs`: how long claims are kept. */
export function cassandraClaims(db: Cassandra, clock: Clock, lifeMs: number): ClaimStore {
  // A claim that is finished just before it expires lives as long as its response.
  const ttlS = Math.max(60, Math.ceil((2 * lifeMs) / 1_000));
  const answerOf = (scope: string, { arrival }: Pick<ClaimRow, 'arrival'>) =>
    db.get<AnswerRow>(ANSWER, scope, arrival);
  const made = ({ bodyHash, ids }: NewClaim) => ({
    repeated: false,
    bodyHash,
    ids,
    finished: false,
    response: undefined,
  });

  return {
    async take(claim) {
      const { scope, bodyHash, ids } = claim;
      const arrival = randomUUID();
      const text = JSON.stringify(ids);
      for (;;) {
        const nowMs = clock.nowMs();
        const now = BigInt(nowMs);
        const there = await db.runIf<ClaimRow>(statement(TAKE, scope, arrival, bodyHash, text, now, ttlS));
        // This attempt made the claim, but its acknowledgement was lost.
        if (there === undefined || there.arrival === arrival) return made(claim);
        const answer = await answerOf(scope, there);
        const past = Number(answer?.finished_ms ?? there.taken_ms) <= nowMs - lifeMs;
        const retaken = (by: string, body: Uint8Array, ids: string) =>
          db.runIf(statement(RETAKE, ttlS, by, body, ids, now, scope, there.arrival, there.taken_ms));
        if (past) {
          if ((await retaken(arrival, bodyHash, text)) === undefined) return made(claim);
          continue;
        }
        // Restarts the claim's life. If another attempt was faster, its life counts from then.
        if (!answer) await retaken(there.arrival, there.body_hash, there.ids);
        return {
          repeated: true,
          bodyHash: there.body_hash,
          ids: JSON.parse(there.ids) as Record<string, string>,
          finished: answer !== undefined,
          response: answer?.response ?? undefined,
        };
      }
    },
    async finish(scope, response) {
      const claim = await db.get<ClaimRow>(CLAIM, scope);
      if (!claim) return response;
      const finishedMs = BigInt(clock.nowMs());
      const earlier = await answerOf(scope, claim);
      if (!earlier) {
        const row = [scope, claim.arrival, finishedMs, randomUUID(), response ?? null, ttlS] as const;
        await db.run(statement(FINISH, ...row));
      }
      const first = earlier ?? (await answerOf(scope, claim));
      return first?.response ?? undefined;
    },
    // Rows expire by TTL.
    sweep: async () => 0,
  };
}
