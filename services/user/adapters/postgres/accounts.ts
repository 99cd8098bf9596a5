import { isDuplicate } from '../../../../platform/postgres/errors.ts';
import type { Postgres } from '../../../../platform/postgres/postgres.ts';
import type { Statements } from '../../../../platform/postgres/statements.ts';
import { userNotFound } from '../../../product/refusals.ts';
import { type Account, deactivated, handleTaken, requireActive, withRole } from '../../domain/account.ts';
import { applyChange } from '../../domain/account-change.ts';
import { accountEvent, purge, sessionsEnded } from '../../domain/event.ts';
import type { AccountStore, Cause } from '../../ports.ts';
import {
  type AccountRow,
  accountColumns,
  insertAccount,
  lockAccount,
  readAccount,
  readAccountByHandle,
  readAccounts,
  updateAccount,
} from './account-rows.ts';
import type { Announce } from './announce.ts';
import { endSessions, insertSession } from './session-rows.ts';

export function postgresAccounts(db: Postgres, announce: Announce): AccountStore {
  /** Changes an active account in one transaction. `apply` returns the same object for no change. */
  const change = (userId: string, cause: Cause, apply: (account: Account) => Account) =>
    db.write(async (tx) => {
      const account = requireActive(await lockAccount(tx, userId));
      const changed = apply(account);
      if (changed === account) return account;
      await updateAccount(tx, changed).catch((error) => {
        throw isDuplicate(error, 'account_handle')
          ? handleTaken({ metadata: { handle: changed.handle } })
          : error;
      });
      await announce(tx, cause, [accountEvent('updated', changed)]);
      return changed;
    });

  return {
    createAccount: (account, credential, session, cause) =>
      db.write(async (tx) => {
        if (!(await insertAccount(tx, account))) return standing(tx, account);
        await tx.run(
          'INSERT INTO credential (user_id, hash, set_by) VALUES ($1, $2, $3)',
          account.id,
          credential.hash,
          credential.setBy,
        );
        await insertSession(tx, session);
        await announce(tx, cause, [accountEvent('created', account)]);
        return account;
      }),

    account: (userId) => db.read((rows) => readAccount(rows, userId)),
    accountByHandle: (key) => db.read((rows) => readAccountByHandle(rows, key)),
    accounts: (userIds) => db.read((rows) => readAccounts(rows, userIds)),

    async accountIds(afterId, limit) {
      const found = await db.read((rows) =>
        rows.all<{ id: string }>('SELECT id FROM account WHERE id > $1 ORDER BY id LIMIT $2', afterId, limit),
      );
      return found.map(({ id }) => id);
    },

    async resolveHandles(handleKeys) {
      const found = await db.read((rows) =>
        rows.all<{ key: string; id: string }>(
          `SELECT handle_key AS key, id FROM account WHERE handle_key = ANY ($1) AND status = 'active'`,
          handleKeys,
        ),
      );
      return new Map(found.map(({ key, id }) => [key, id]));
    },

    changeAccount: (userId, fields, cause) =>
      change(userId, cause, (account) => applyChange(account, fields)),

    async setRole(userId, role, cause) {
      await change(userId, cause, (account) => withRole(account, role));
    },

    deactivate: (userId, restorableUntilMs, cause) =>
      db.write(async (tx) => {
        const account = await lockAccount(tx, userId);
        if (!account) throw userNotFound();
        if (account.status === 'deactivated') {
          return { restorableUntilMs: account.restorableUntilMs!, endedSessionIds: [] };
        }
        const changed = deactivated(account, restorableUntilMs, cause.changeId);
        await updateAccount(tx, changed);
        const ended = await endSessions(tx, userId, { changeId: cause.changeId });
        await announce(tx, cause, [accountEvent('deactivated', changed), ...sessionsEnded(userId, ended)]);
        return { restorableUntilMs, endedSessionIds: ended };
      }),

    purgeAccounts: (timeMs, limit) =>
      db.write(async (tx) => {
        // Skips accounts that another process is purging.
        const due = await tx.all<AccountRow>(
          `SELECT ${accountColumns} FROM account WHERE status = 'deactivated' AND restorable_until_ms <= $1
           ORDER BY restorable_until_ms, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
          timeMs,
          limit,
        );
        const ids = due.map(({ id }) => id);
        // Removes their passwords and sessions too.
        await tx.run('DELETE FROM account WHERE id = ANY ($1)', ids);
        for (const { id, version } of due) {
          const { cause, events } = purge({ id, version }, timeMs);
          await announce(tx, cause, events);
        }
        return ids;
      }),
  };
}

/** Distinguishes a repeated sign-up from a handle that another account has. */
async function standing(tx: Statements, account: Account): Promise<Account> {
  const existing = await readAccount(tx, account.id);
  if (!existing) throw handleTaken({ metadata: { handle: account.handle } });
  return existing;
}
