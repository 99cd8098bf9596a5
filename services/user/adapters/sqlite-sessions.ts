import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import { signedInto } from '../domain/account.ts';
import { accountEvent, sessionsEnded } from '../domain/event.ts';
import { passwordChangedMeanwhile } from '../domain/password.ts';
import type { Cause, Credential, CredentialStore, SessionStore } from '../ports.ts';
import { readAccount, writeAccount } from './account-rows.ts';
import type { Announce } from './announce.ts';
import { endSessions, insertSession, readOpenSessions, readSession } from './session-rows.ts';
import { readLastSeen } from './sqlite-last-seen.ts';

export function sqliteCredentials(db: Database, announce: Announce): CredentialStore {
  return {
    credential: async (userId) => db.read((rows) => readCredential(rows, userId)),

    changePassword: ({ userId, hash, expectedSetBy, keepSessionId }, cause) =>
      db.write((tx) => {
        const { changes } = tx.run(
          'UPDATE credential SET hash = ?, set_by = ? WHERE user_id = ? AND set_by = ?',
          hash,
          cause.changeId,
          userId,
          expectedSetBy,
        );
        if (changes === 0) {
          if (readCredential(tx, userId)?.setBy === cause.changeId) return { endedSessionIds: [] };
          throw passwordChangedMeanwhile();
        }
        const ended = endSessions(tx, userId, { changeId: cause.changeId, keep: [keepSessionId] });
        announce(tx, cause, sessionsEnded(userId, ended));
        return { endedSessionIds: ended };
      }),

    async rehash(userId, { hash, setBy }) {
      await db.write((tx) =>
        tx.run('UPDATE credential SET hash = ? WHERE user_id = ? AND set_by = ?', hash, userId, setBy),
      );
    },
  };
}

export function sqliteSessions(db: Database, announce: Announce): SessionStore {
  return {
    openSession: ({ session, verifiedSetBy, maxOpen }, cause) =>
      db.write((tx) => {
        const { userId } = session;
        const account = readAccount(tx, userId);
        if (!account || readCredential(tx, userId)?.setBy !== verifiedSetBy) return undefined;
        const entered = signedInto(account, cause.timeMs);
        if (entered === undefined) return undefined;
        if (entered.restored) writeAccount(tx, entered.account);
        insertSession(tx, session);
        const ended = endSurplus(tx, userId, maxOpen, cause);
        const restored = entered.restored ? [accountEvent('restored', entered.account)] : [];
        announce(tx, cause, [...restored, ...sessionsEnded(userId, ended)]);
        return { ...entered, endedSessionIds: ended };
      }),

    session: async (sessionId) =>
      db.read((rows) => {
        const session = readSession(rows, sessionId);
        const account = session && readAccount(rows, session.userId);
        if (account === undefined) return undefined;
        const lastSeenMs = readLastSeen(rows, account.id);
        return { session: session!, account, ...(lastSeenMs !== undefined && { lastSeenMs }) };
      }),

    openSessions: async (userId, nowMs, beforeId, limit) =>
      db.read((rows) => readOpenSessions(rows, { userId, nowMs, beforeId, limit })),

    rotate: (before, next) =>
      db.write((tx) => {
        const { changes } = tx.run(
          `UPDATE session SET generation = ?, rotated_at_ms = ?, expires_at_ms = ?, used_at_ms = NULL, earlier_uses_ms = ?
           WHERE id = ? AND generation = ? AND used_at_ms IS ? AND ended_by IS NULL`,
          next.generation,
          next.rotatedAtMs,
          next.expiresAtMs,
          JSON.stringify(next.earlierUsesMs),
          before.id,
          before.generation,
          before.usedAtMs ?? null,
        );
        return changes === 1;
      }),

    useGeneration: (sessionId, generation, atMs) =>
      db.write((tx) => {
        const { changes } = tx.run(
          `UPDATE session SET used_at_ms = ?
           WHERE id = ? AND generation = ? AND used_at_ms IS NULL AND ended_by IS NULL`,
          atMs,
          sessionId,
          generation,
        );
        return changes === 1;
      }),

    endSession: (sessionId, cause) =>
      db.write((tx) => {
        const ended = tx.get<{ user_id: string }>(
          'UPDATE session SET ended_by = ? WHERE id = ? AND ended_by IS NULL RETURNING user_id',
          cause.changeId,
          sessionId,
        );
        if (ended) announce(tx, cause, sessionsEnded(ended.user_id, [sessionId]));
        return ended !== undefined;
      }),

    removeSessions: (timeMs, limit) =>
      db.write(
        (tx) =>
          tx.run(
            `DELETE FROM session WHERE id IN
               (SELECT id FROM session WHERE expires_at_ms < ? ORDER BY expires_at_ms LIMIT ?)`,
            timeMs,
            limit,
          ).changes,
      ),
  };
}

/** Ends the open sessions of a person beyond the newest `maxOpen`. Returns their ids. */
function endSurplus(tx: Statements, userId: string, maxOpen: number, { changeId, timeMs }: Cause): string[] {
  const newest = readOpenSessions(tx, { userId, nowMs: timeMs, beforeId: '', limit: maxOpen });
  if (newest.length < maxOpen) return [];
  return endSessions(tx, userId, { changeId, keep: newest.map(({ id }) => id) });
}

function readCredential(rows: Statements, userId: string): Credential | undefined {
  const row = rows.get<{ hash: string; set_by: string }>(
    'SELECT hash, set_by FROM credential WHERE user_id = ?',
    userId,
  );
  return row && { hash: row.hash, setBy: row.set_by };
}
