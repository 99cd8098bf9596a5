import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { Account, AccountStatus, Role } from '../domain/account.ts';
import { handleKey } from '../domain/handle.ts';

interface AccountRow {
  id: string;
  handle: string;
  display_name: string;
  bio: string;
  avatar_media_id: string;
  email: string;
  email_verified: number;
  region: string;
  role: string;
  daily_digest: number;
  weekly_digest: number;
  status: string;
  restorable_until_ms: number | null;
  deactivated_by: string | null;
  version: number;
  created_at_ms: number;
}

export function readAccount(rows: Statements, userId: string): Account | undefined {
  return accountOf(rows.get<AccountRow>('SELECT * FROM account WHERE id = ?', userId));
}

export function readAccountByHandle(rows: Statements, key: string): Account | undefined {
  return accountOf(rows.get<AccountRow>('SELECT * FROM account WHERE handle_key = ?', key));
}

export function readAccounts(rows: Statements, userIds: readonly string[]): Account[] {
  const found = rows.all<AccountRow>(
    'SELECT * FROM account WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(userIds),
  );
  return found.map((row) => accountOf(row)!);
}

export function readDueAccounts(rows: Statements, timeMs: number, limit: number): Account[] {
  const found = rows.all<AccountRow>(
    `SELECT * FROM account WHERE status = 'deactivated' AND restorable_until_ms <= ?
     ORDER BY restorable_until_ms, id LIMIT ?`,
    timeMs,
    limit,
  );
  return found.map((row) => accountOf(row)!);
}

/** Replaces the row of this account id. Nothing else of the old row is kept. */
export function writeAccount(tx: Statements, account: Account): void {
  tx.run(
    `INSERT INTO account (id, handle, handle_key, display_name, bio, avatar_media_id, email, email_verified, region,
       role, daily_digest, weekly_digest, status, restorable_until_ms, deactivated_by, version, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET handle = excluded.handle, handle_key = excluded.handle_key,
       display_name = excluded.display_name, bio = excluded.bio, avatar_media_id = excluded.avatar_media_id,
       email = excluded.email, email_verified = excluded.email_verified, region = excluded.region,
       role = excluded.role, daily_digest = excluded.daily_digest, weekly_digest = excluded.weekly_digest,
       status = excluded.status, restorable_until_ms = excluded.restorable_until_ms,
       deactivated_by = excluded.deactivated_by, version = excluded.version`,
    account.id,
    account.handle,
    handleKey(account.handle)!,
    account.displayName,
    account.bio,
    account.avatarMediaId,
    account.email,
    Number(account.emailVerified),
    account.region,
    account.role,
    Number(account.dailyDigest),
    Number(account.weeklyDigest),
    account.status,
    account.restorableUntilMs ?? null,
    account.deactivatedBy ?? null,
    account.version,
    account.createdAtMs,
  );
}

function accountOf(row: AccountRow | undefined): Account | undefined {
  return (
    row && {
      id: row.id,
      handle: row.handle,
      displayName: row.display_name,
      bio: row.bio,
      avatarMediaId: row.avatar_media_id,
      email: row.email,
      emailVerified: row.email_verified === 1,
      region: row.region,
      role: row.role as Role,
      dailyDigest: row.daily_digest === 1,
      weeklyDigest: row.weekly_digest === 1,
      status: row.status as AccountStatus,
      ...(row.restorable_until_ms !== null && { restorableUntilMs: row.restorable_until_ms }),
      ...(row.deactivated_by !== null && { deactivatedBy: row.deactivated_by }),
      version: row.version,
      createdAtMs: row.created_at_ms,
    }
  );
}
