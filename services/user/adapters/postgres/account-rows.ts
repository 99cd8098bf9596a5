import type { Statements } from '../../../../platform/postgres/statements.ts';
import type { Account } from '../../domain/account.ts';
import { handleKey } from '../../domain/handle.ts';

/** The fields of Account for the columns, in the order of `valuesOf`. */
const columns = [
  ['id', 'id'],
  ['handle', 'handle'],
  ['display_name', 'displayName'],
  ['bio', 'bio'],
  ['avatar_media_id', 'avatarMediaId'],
  ['email', 'email'],
  ['email_verified', 'emailVerified'],
  ['region', 'region'],
  ['role', 'role'],
  ['daily_digest', 'dailyDigest'],
  ['weekly_digest', 'weeklyDigest'],
  ['status', 'status'],
  ['restorable_until_ms', 'restorableUntilMs'],
  ['deactivated_by', 'deactivatedBy'],
  ['version', 'version'],
  ['created_at_ms', 'createdAtMs'],
] as const satisfies readonly (readonly [string, keyof Account])[];

/** The columns of a SELECT from `account` that returns AccountRows. */
export const accountColumns = columns.map(([column, name]) => `account.${column} AS "${name}"`).join(', ');

export type AccountRow = Omit<Account, 'restorableUntilMs' | 'deactivatedBy'> & {
  readonly restorableUntilMs: number | null;
  readonly deactivatedBy: string | null;
};

const parameters = [...columns, 'handle_key'].map((_, index) => `$${index + 1}`).join(', ');
const names = columns.map(([column]) => column).join(', ');
const INSERT = `INSERT INTO account (${names}, handle_key) VALUES (${parameters}) ON CONFLICT DO NOTHING`;
const UPDATE = `UPDATE account SET (${names}, handle_key) = (${parameters}) WHERE id = $1`;

/** Returns whether the row was inserted: false if its id or handle exists. */
export async function insertAccount(tx: Statements, account: Account): Promise<boolean> {
  return (await tx.run(INSERT, ...valuesOf(account))) === 1;
}

export async function updateAccount(tx: Statements, account: Account): Promise<void> {
  await tx.run(UPDATE, ...valuesOf(account));
}

function valuesOf(account: Account) {
  return [...columns.map(([, name]) => account[name] ?? null), handleKey(account.handle)!];
}

export async function readAccount(rows: Statements, userId: string): Promise<Account | undefined> {
  return accountOf(await rows.get<AccountRow>(`SELECT ${accountColumns} FROM account WHERE id = $1`, userId));
}

/** Reads and locks the account until the transaction ends. Every change of a person begins with it. */
export async function lockAccount(tx: Statements, userId: string): Promise<Account | undefined> {
  return accountOf(
    await tx.get<AccountRow>(`SELECT ${accountColumns} FROM account WHERE id = $1 FOR NO KEY UPDATE`, userId),
  );
}

export async function readAccountByHandle(rows: Statements, key: string): Promise<Account | undefined> {
  return accountOf(
    await rows.get<AccountRow>(`SELECT ${accountColumns} FROM account WHERE handle_key = $1`, key),
  );
}

export async function readAccounts(rows: Statements, userIds: readonly string[]): Promise<Account[]> {
  const found = await rows.all<AccountRow>(
    `SELECT ${accountColumns} FROM account WHERE id = ANY ($1)`,
    userIds,
  );
  return found.map((row) => accountOf(row)!);
}

export function accountOf(row: AccountRow | undefined): Account | undefined {
  if (!row) return undefined;
  const { restorableUntilMs, deactivatedBy, ...rest } = row;
  return {
    ...rest,
    ...(restorableUntilMs !== null && { restorableUntilMs }),
    ...(deactivatedBy !== null && { deactivatedBy }),
  };
}
