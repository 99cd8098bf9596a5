import { DomainError } from '../../../platform/domain-error.ts';
import { userNotFound } from '../../product/refusals.ts';

/** What an account may do beyond its own data. */
export type Role = 'user' | 'moderator' | 'operator';

/**
 * `deactivated`: hidden from everyone; a sign-in before `restorableUntilMs` restores it. Afterwards it is purged: all its
 * data is removed and its handle is free.
 */
export type AccountStatus = 'active' | 'deactivated';

/** A person in the user service, without the password. */
export interface Account {
  readonly id: string;
  /** As the owner spells it. */
  readonly handle: string;
  /** If empty, clients show the handle. */
  readonly displayName: string;
  readonly bio: string;
  /** Empty without a picture. */
  readonly avatarMediaId: string;
  /** Empty if there is none. */
  readonly email: string;
  readonly emailVerified: boolean;
  /** ISO 3166-1, two letters; empty if unknown. */
  readonly region: string;
  readonly role: Role;
  readonly dailyDigest: boolean;
  readonly weeklyDigest: boolean;
  readonly status: AccountStatus;
  /** Set while deactivated, milliseconds since 1970. */
  readonly restorableUntilMs?: number;
  /** The change that deactivated it; set while deactivated. */
  readonly deactivatedBy?: string;
  /** Grows with every change, from 1. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}

/** A new account. */
export type NewAccount = Pick<Account, 'id' | 'handle' | 'displayName' | 'email' | 'region' | 'createdAtMs'>;

export function newAccount(account: NewAccount): Account {
  return {
    ...account,
    bio: '',
    avatarMediaId: '',
    emailVerified: false,
    role: 'user',
    dailyDigest: false,
    weeklyDigest: false,
    status: 'active',
    version: 1,
  };
}

export function shownName({ displayName, handle }: Pick<Account, 'displayName' | 'handle'>): string {
  return displayName === '' ? handle : displayName;
}

/** Whether a sign-in may begin a session, which restores a deactivated account. */
export function maySignIn(account: Account, nowMs: number): boolean {
  return account.status === 'active' || isRestorable(account, nowMs);
}

/** At the deadline itself only the purge is allowed, so restoring and purging never overlap. */
export function isRestorable({ status, restorableUntilMs }: Account, nowMs: number): boolean {
  return status === 'deactivated' && restorableUntilMs !== undefined && nowMs < restorableUntilMs;
}

export function deactivated(account: Account, restorableUntilMs: number, changeId: string): Account {
  return {
    ...account,
    status: 'deactivated',
    restorableUntilMs,
    deactivatedBy: changeId,
    version: account.version + 1,
  };
}

export function restored(account: Account): Account {
  const { restorableUntilMs: _until, deactivatedBy: _by, ...kept } = account;
  return { ...kept, status: 'active', version: account.version + 1 };
}

/** @throws DomainError USER_NOT_FOUND for unknown and deactivated accounts */
export function requireActive(account: Account | undefined): Account {
  if (account?.status !== 'active') throw userNotFound();
  return account;
}

/** The account after a sign-in, restored if it was deactivated; undefined if a sign-in is not allowed. */
export function signedInto(
  account: Account,
  nowMs: number,
): { account: Account; restored: boolean } | undefined {
  if (account.status === 'active') return { account, restored: false };
  return isRestorable(account, nowMs) ? { account: restored(account), restored: true } : undefined;
}

/** Returns the same object if the account has the role already. */
export function withRole(account: Account, role: Role): Account {
  return account.role === role ? account : { ...account, role, version: account.version + 1 };
}

export function handleTaken(details: { field: string } | { metadata: { handle: string } }): DomainError {
  return new DomainError('HANDLE_TAKEN', 'the handle is taken', details);
}
