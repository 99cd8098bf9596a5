import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Migration } from '../migrations.ts';
import type { Postgres } from '../postgres/postgres.ts';
import type { ClaimStore } from './port.ts';

/** For the migrations of a service that writes. `arrival` identifies the attempt that made the claim. */
export const postgresClaimMigration: Migration = {
  component: 'claims',
  name: 'claims',
  sql: `
    CREATE TABLE claim (
      scope text COLLATE "C" PRIMARY KEY, arrival text NOT NULL, body_hash bytea NOT NULL, ids text NOT NULL,
      finished boolean NOT NULL DEFAULT false, response bytea, taken_ms bigint NOT NULL
    );
    CREATE INDEX claim_taken ON claim (taken_ms)`,
};

interface Row {
  arrival: string;
  bodyHash: Uint8Array;
  ids: string;
  finished: boolean;
  response: Uint8Array | null;
}

const past = 'c.taken_ms <= $6';
/** The new row's value when the claim has expired, else the stored one. */
const anew = (column: string) => `${column} = CASE WHEN ${past} THEN excluded.${column} ELSE c.${column} END`;
const TAKE = `
  INSERT INTO claim AS c (scope, arrival, body_hash, ids, taken_ms) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (scope) DO UPDATE SET ${['arrival', 'body_hash', 'ids', 'finished', 'response'].map(anew).join(', ')},
    taken_ms = CASE WHEN ${past} OR NOT c.finished THEN excluded.taken_ms ELSE c.taken_ms END
  RETURNING arrival, body_hash AS "bodyHash", ids, finished, response`;

/** Needs `postgresClaimMigration`. `lifeMs`: how long claims are kept. */
export function postgresClaims(db: Postgres, clock: Clock, lifeMs: number): ClaimStore {
  return {
    async take({ scope, bodyHash, ids }) {
      const arrival = randomUUID();
      const nowMs = clock.nowMs();
      const row = await db.write((tx) =>
        tx.get<Row>(TAKE, scope, arrival, bodyHash, JSON.stringify(ids), nowMs, nowMs - lifeMs),
      );
      return {
        repeated: row!.arrival !== arrival,
        bodyHash: row!.bodyHash,
        ids: JSON.parse(row!.ids) as Record<string, string>,
        finished: row!.finished,
        response: row!.response ?? undefined,
      };
    },
    async finish(scope, response) {
      const row = await db.write((tx) =>
        tx.get<Pick<Row, 'response'>>(
          `UPDATE claim SET finished = true,
             response = CASE WHEN finished THEN response ELSE $2 END,
             taken_ms = CASE WHEN finished THEN taken_ms ELSE $3 END
           WHERE scope = $1 RETURNING response`,
          scope,
          response ?? null,
          clock.nowMs(),
        ),
      );
      return row ? (row.response ?? undefined) : response;
    },
    sweep: (limit) =>
      db.write((tx) =>
        tx.run(
          `DELETE FROM claim WHERE scope IN (SELECT scope FROM claim WHERE taken_ms <= $1
             ORDER BY taken_ms LIMIT $2 FOR UPDATE SKIP LOCKED)`,
          clock.nowMs() - lifeMs,
          limit,
        ),
      ),
  };
}
