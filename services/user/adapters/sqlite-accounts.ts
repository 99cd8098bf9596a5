import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import { userNotFound } from '../../product/refusals.ts';
import { type Account, deactivated, handleTaken, requireActive, withRole } from '../domain/account.ts';
import { applyChange } from '../domain/account-change.ts';
import { accountEvent, purge, sessionsEnded } from '../domain/event.ts';
import { handleKey } from '../domain/handle.ts';
import type { AccountStore, Cause } from '../ports.ts';
import {
  readAccount,
  readAccountByHandle,
  readAccounts,
  readDueAccounts,
  writeAccount,
} from './account-rows.ts';
import type { Announce } from './announce.ts';
import { endSessions, insertSession } from './session-rows.ts';

const ACTIVE_BY_HANDLE = "SELECT id FROM account WHERE handle_key = ? AND status = 'active'";

export function sqliteAccounts(db: Database, announce: Announce): AccountStore {
  /** Changes an active account in one transaction. `apply` returns the same object for no change. */
  const change = (userId: string, cause: Cause, apply: (account: Account) => Account) =>
    db.write((tx) => {
      const account = requireActive(readAccount(tx, userId));
      const changed = apply(account);
      if (changed === account) return account;
      requireHandleFree(tx, changed);
      writeAccount(tx, changed);
      announce(tx, cause, [accountEvent('updated', changed)]);
      return changed;
    });

  return {
    createAccount: (account, credential, session, cause) =>
      db.write((tx) => {
        const existing = readAccount(tx, account.id);
        if (existing) return existing;
        requireHandleFree(tx, account);
        writeAccount(tx, account);
        tx.run(
          'INSERT INTO credential (user_id, hash, set_by) VALUES (?, ?, ?)',
          account.id,
          credential.hash,
          credential.setBy,
        );
        insertSession(tx, session);
        announce(tx, cause, [accountEvent('created', account)]);
        return account;
      }),

    account: async (userId) => db.read((rows) => readAccount(rows, userId)),
    accountByHandle: async (key) => db.read((rows) => readAccountByHandle(rows, key)),
    accounts: async (userIds) => db.read((rows) => readAccounts(rows, userIds)),

    accountIds: async (afterId, limit) =>
      db
        .read((rows) =>
          rows.all<{ id: string }>('SELECT id FROM account WHERE id > ? ORDER BY id LIMIT ?', afterId, limit),
        )
        .map(({ id }) => id),

    resolveHandles: async (handleKeys) =>
      db.read((rows) => {
        const found = new Map<string, string>();
        // Look-ups one by one: a post mentions one or two people, and json_each costs more than that.
        for (const key of handleKeys) {
          const account = rows.get<{ id: string }>(ACTIVE_BY_HANDLE, key);
          if (account !== undefined) found.set(key, account.id);
        }
        return found;
      }),

    changeAccount: (userId, fields, cause) =>
      change(userId, cause, (account) => applyChange(account, fields)),

    async setRole(userId, role, cause) {
      await change(userId, cause, (account) => withRole(account, role));
    },

    deactivate: (userId, restorableUntilMs, cause) =>
      db.write((tx) => {
        const account = readAccount(tx, userId);
        if (!account) throw userNotFound();
        if (account.status === 'deactivated') {
          return { restorableUntilMs: account.restorableUntilMs!, endedSessionIds: [] };
        }
        const changed = deactivated(account, restorableUntilMs, cause.changeId);
        writeAccount(tx, changed);
        const ended = endSessions(tx, userId, { changeId: cause.changeId });
        announce(tx, cause, [accountEvent('deactivated', changed), ...sessionsEnded(userId, ended)]);
        return { restorableUntilMs, endedSessionIds: ended };
      }),

    purgeAccounts: (timeMs, limit) =>
      db.write((tx) => {
        const due = readDueAccounts(tx, timeMs, limit);
        for (const { id, version } of due) {
          // Removes its password and sessions too.
          tx.run('DELETE FROM account WHERE id = ?', id);
          const { cause, events } = purge({ id, version }, timeMs);
          announce(tx, cause, events);
        }
        return due.map(({ id }) => id);
      }),
  };
}

/** Checks the handle first, because an error of the unique index would not say which account has it. */
function requireHandleFree(tx: Statements, { id, handle }: Account): void {
  const holder = readAccountByHandle(tx, handleKey(handle)!);
  if (holder && holder.id !== id) {
    throw handleTaken({ metadata: { handle } });
  }
}
