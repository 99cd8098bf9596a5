import type { Postgres } from '../../../../platform/postgres/postgres.ts';
import type { Statements } from '../../../../platform/postgres/statements.ts';
import { signedInto } from '../../domain/account.ts';
import { accountEvent, sessionsEnded } from '../../domain/event.ts';
import { passwordChangedMeanwhile } from '../../domain/password.ts';
import type { Cause, Credential, CredentialStore, SessionStore } from '../../ports.ts';
import { type AccountRow, accountColumns, accountOf, lockAccount, updateAccount } from './account-rows.ts';
import type { Announce } from './announce.ts';
import {
  endSessions,
  insertSession,
  readOpenSessions,
  type SessionRow,
  sessionColumns,
  sessionOf,
} from './session-rows.ts';

export function postgresCredentials(db: Postgres, announce: Announce): CredentialStore {
  return {
    credential: (userId) => db.read((rows) => readCredential(rows, userId)),

    changePassword: ({ userId, hash, expectedSetBy, keepSessionId }, cause) =>
      db.write(async (tx) => {
        await lockAccount(tx, userId);
        const changed = await tx.run(
          'UPDATE credential SET hash = $1, set_by = $2 WHERE user_id = $3 AND set_by = $4',
          hash,
          cause.changeId,
          userId,
          expectedSetBy,
        );
        if (changed === 0) {
          if ((await readCredential(tx, userId))?.setBy === cause.changeId) return { endedSessionIds: [] };
          throw passwordChangedMeanwhile();
        }
        const ended = await endSessions(tx, userId, { changeId: cause.changeId, keep: [keepSessionId] });
        await announce(tx, cause, sessionsEnded(userId, ended));
        return { endedSessionIds: ended };
      }),

    async rehash(userId, { hash, setBy }) {
      await db.write((tx) =>
        tx.run('UPDATE credential SET hash = $1 WHERE user_id = $2 AND set_by = $3', hash, userId, setBy),
      );
    },
  };
}

export function postgresSessions(db: Postgres, announce: Announce): SessionStore {
  return {
    openSession: ({ session, verifiedSetBy, maxOpen }, cause) =>
      db.write(async (tx) => {
        const { userId } = session;
        const account = await lockAccount(tx, userId);
        if (!account || (await readCredential(tx, userId))?.setBy !== verifiedSetBy) return undefined;
        const entered = signedInto(account, cause.timeMs);
        if (entered === undefined) return undefined;
        if (entered.restored) await updateAccount(tx, entered.account);
        await insertSession(tx, session);
        const ended = await endSurplus(tx, userId, maxOpen, cause);
        const restored = entered.restored ? [accountEvent('restored', entered.account)] : [];
        await announce(tx, cause, [...restored, ...sessionsEnded(userId, ended)]);
        return { ...entered, endedSessionIds: ended };
      }),

    async session(sessionId) {
      // One statement, so that both reads are of one moment.
      const row = await db.read((rows) =>
        rows.get<{ session: SessionRow; account: AccountRow; lastSeenMs: number | null }>(
          `SELECT (SELECT row_to_json(s) FROM (SELECT ${sessionColumns}) AS s) AS session,
             (SELECT row_to_json(a) FROM (SELECT ${accountColumns}) AS a) AS account, seen_at_ms AS "lastSeenMs"
           FROM session JOIN account ON account.id = session.user_id
             LEFT JOIN last_seen ON last_seen.user_id = account.id
           WHERE session.id = $1`,
          sessionId,
        ),
      );
      if (row === undefined) return undefined;
      const { session, account, lastSeenMs } = row;
      return {
        session: sessionOf(session),
        account: accountOf(account)!,
        ...(lastSeenMs !== null && { lastSeenMs }),
      };
    },

    openSessions: (userId, nowMs, beforeId, limit) =>
      db.read((rows) => readOpenSessions(rows, { userId, nowMs, beforeId, limit })),

    async rotate(before, next) {
      const changed = await db.write((tx) =>
        tx.run(
          `UPDATE session
           SET generation = $1, rotated_at_ms = $2, expires_at_ms = $3, used_at_ms = NULL, earlier_uses_ms = $4
           WHERE id = $5 AND generation = $6 AND used_at_ms IS NOT DISTINCT FROM $7 AND ended_by IS NULL`,
          next.generation,
          next.rotatedAtMs,
          next.expiresAtMs,
          JSON.stringify(next.earlierUsesMs),
          before.id,
          before.generation,
          before.usedAtMs ?? null,
        ),
      );
      return changed === 1;
    },

    async useGeneration(sessionId, generation, atMs) {
      const changed = await db.write((tx) =>
        tx.run(
          `UPDATE session SET used_at_ms = $1
           WHERE id = $2 AND generation = $3 AND used_at_ms IS NULL AND ended_by IS NULL`,
          atMs,
          sessionId,
          generation,
        ),
      );
      return changed === 1;
    },

    endSession: (sessionId, cause) =>
      db.write(async (tx) => {
        const owner = await tx.get<{ userId: string }>(
          'SELECT user_id AS "userId" FROM session WHERE id = $1',
          sessionId,
        );
        if (!owner) return false;
        await lockAccount(tx, owner.userId);
        const ended = await tx.run(
          'UPDATE session SET ended_by = $1 WHERE id = $2 AND ended_by IS NULL',
          cause.changeId,
          sessionId,
        );
        if (ended === 0) return false;
        await announce(tx, cause, sessionsEnded(owner.userId, [sessionId]));
        return true;
      }),

    removeSessions: (timeMs, limit) =>
      db.write((tx) =>
        tx.run(
          `DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at_ms < $1
             ORDER BY expires_at_ms LIMIT $2 FOR UPDATE SKIP LOCKED)`,
          timeMs,
          limit,
        ),
      ),
  };
}

/** Ends the open sessions of a person beyond the newest `maxOpen`. Returns their ids. */
async function endSurplus(
  tx: Statements,
  userId: string,
  maxOpen: number,
  { changeId, timeMs }: Cause,
): Promise<string[]> {
  const newest = await readOpenSessions(tx, { userId, nowMs: timeMs, beforeId: '', limit: maxOpen });
  if (newest.length < maxOpen) return [];
  return endSessions(tx, userId, { changeId, keep: newest.map(({ id }) => id) });
}

function readCredential(rows: Statements, userId: string): Promise<Credential | undefined> {
  return rows.get<Credential>('SELECT hash, set_by AS "setBy" FROM credential WHERE user_id = $1', userId);
}
