import type { Account, Role } from './domain/account.ts';
import type { AccountChange } from './domain/account-change.ts';
import type { Session } from './domain/session.ts';

/** The cause of a change. */
export interface Cause {
  /** Fixed by the idempotency claim, so that a repeated change and its events have the same id. */
  readonly changeId: string;
  /** The request id of the call, for the events; empty without one. */
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
}

/** The sessions that a change ended, without those that had ended before. */
export interface EndedSessions {
  readonly endedSessionIds: readonly string[];
}

export interface Credential {
  /** A PHC string. */
  readonly hash: string;
  /** The change that set the password. A rehash of the same password keeps it. */
  readonly setBy: string;
}

/**
 * Accounts with their passwords. Look-ups take handles as keys (`handleKey`).
 *
 * **Changes** are one durable transaction each, including the event's outbox row, and return after the commit. A change
 * without a difference has no event. Concurrent changes are serialised.
 * **Reads** see only committed changes, and every change that returned before they began; nothing is cached.
 * **Errors**: those below, and DomainError DEPENDENCY_UNAVAILABLE when the engine does not answer.
 */
export interface AccountStore {
  /**
   * Creates an account with its password and first session; event `created`. If an account with this id exists (a repeated
   * sign-up), changes nothing and returns the current account.
   *
   * @throws DomainError HANDLE_TAKEN if another account has the handle's key, including deactivated ones. Of several
   * concurrent calls for one key, one succeeds.
   */
  createAccount(account: Account, credential: Credential, session: Session, cause: Cause): Promise<Account>;
  /** The account in any status; undefined for unknown and purged ones. */
  account(userId: string): Promise<Account | undefined>;
  accountByHandle(handleKey: string): Promise<Account | undefined>;
  /** The existing accounts, each once, in any status, in no order. At most 1,000 ids; repeats allowed. */
  accounts(userIds: readonly string[]): Promise<Account[]>;
  /** Ids of accounts in any status above `afterId`, in id order. At most `limit` (up to 1,000); fewer means the end. */
  accountIds(afterId: string, limit: number): Promise<string[]>;
  /** From key to id, for active accounts only. At most 100 keys; repeats allowed. */
  resolveHandles(handleKeys: readonly string[]): Promise<Map<string, string>>;
  /**
   * Changes an active account by `applyChange`; event `updated` unless nothing differs. Returns the account after it. A
   * changed handle frees the old one at once.
   *
   * @throws DomainError USER_NOT_FOUND for unknown and deactivated accounts, HANDLE_TAKEN as in createAccount
   */
  changeAccount(userId: string, change: AccountChange, cause: Cause): Promise<Account>;
  /**
   * Sets the role; event `updated` unless the account has it already. @throws DomainError USER_NOT_FOUND as in changeAccount
   */
  setRole(userId: string, role: Role, cause: Cause): Promise<void>;
  /**
   * Deactivates an active account and ends all its sessions; events `deactivated`, and `session_ended` for each session.
   * Returns until when it can be restored; if it is deactivated already, the existing deadline.
   *
   * @throws DomainError USER_NOT_FOUND for unknown accounts
   */
  deactivate(
    userId: string,
    restorableUntilMs: number,
    cause: Cause,
  ): Promise<{ restorableUntilMs: number } & EndedSessions>;
  /**
   * Purges at most `limit` accounts whose deadline was at `timeMs` or before, with their passwords and sessions, earliest
   * deadline first; event `purged` for each. Returns their ids. Fewer than `limit` means that none is left.
   */
  purgeAccounts(timeMs: number, limit: number): Promise<string[]>;
}

export interface CredentialStore {
  credential(userId: string): Promise<Credential | undefined>;
  /**
   * Sets a new password and ends every session of the account except `keepSessionId`; events `session_ended`. Changes nothing
   * if the same cause set it before.
   *
   * @throws DomainError CONFLICT if the current password was not set by `expectedSetBy`. So of two concurrent changes that
   * both knew the old password, one succeeds.
   */
  changePassword(
    change: { userId: string; hash: string; expectedSetBy: string; keepSessionId: string },
    cause: Cause,
  ): Promise<EndedSessions>;
  /** Stores another hash of the same password. Does nothing if the password was changed meanwhile. */
  rehash(userId: string, credential: Credential): Promise<void>;
}

/** A session with its account, read as of one moment. */
export interface SessionOfAccount {
  readonly session: Session;
  readonly account: Account;
  /** When the person was last seen, accurate to about an hour, in milliseconds since 1970; absent if never. */
  readonly lastSeenMs?: number;
}

/** Sessions. As for AccountStore, changes are durable transactions with their events, and reads are never cached. */
export interface SessionStore {
  /**
   * Begins a session for a password that was just verified. Restores a deactivated account that is restorable at
   * `cause.timeMs`; event `restored`. Ends the oldest open sessions beyond `maxOpen`; events `session_ended`.
   *
   * Returns undefined and changes nothing if that password is no longer the account's, or the account is purged or past its
   * deadline. So a sign-in that races with a password change gives no session.
   */
  openSession(
    opening: { session: Session; verifiedSetBy: string; maxOpen: number },
    cause: Cause,
  ): Promise<({ account: Account; restored: boolean } & EndedSessions) | undefined>;
  /** The session, also if it has ended, until it is swept. */
  session(sessionId: string): Promise<SessionOfAccount | undefined>;
  /** The open sessions of a person at `nowMs` with ids below `beforeId` (all, if empty), highest id first. */
  openSessions(userId: string, nowMs: number, beforeId: string, limit: number): Promise<Session[]>;
  /**
   * Replaces `before` by the session's next generation. Returns false and changes nothing if the session is no longer
   * `before`: rotated, used or ended. Of two concurrent rotations one succeeds.
   */
  rotate(before: Session, next: Session): Promise<boolean>;
  /**
   * Records the first use of a generation. Returns false and changes nothing if it is recorded already, or the session has
   * ended or has another generation.
   */
  useGeneration(sessionId: string, generation: number, atMs: number): Promise<boolean>;
  /** Ends a session, event `session_ended`. Returns false if it had ended already or is unknown. */
  endSession(sessionId: string, cause: Cause): Promise<boolean>;
  /** Removes at most `limit` sessions that expired before `timeMs`. Returns their number. No event. */
  removeSessions(timeMs: number, limit: number): Promise<number>;
}

/** When people were last seen; the segments (active, passive) derive from it. No events, no versions. */
export interface LastSeenStore {
  /**
   * Stores last-seen times by id, in milliseconds since 1970. Earlier times than the stored ones, and unknown or purged
   * people, change nothing. At most 1,000.
   */
  noteSeen(seenMs: ReadonlyMap<string, number>): Promise<void>;
}

export type UserStore = AccountStore & CredentialStore & SessionStore & LastSeenStore;

/** The public part of a person, encoded for answers. */
export interface Card {
  readonly userId: string;
  readonly active: boolean;
  /** An encoded skein.user.v1.User; empty for a deactivated account, which nobody may see. */
  readonly user: Uint8Array;
}

/** Public parts of people. They may be cached, but every read sees all changes that returned before it. */
export interface Cards {
  /** In the order of the ids; undefined for unknown and purged accounts. At most 1,000 ids; repeats allowed. */
  find(userIds: readonly string[]): Promise<readonly (Card | undefined)[]>;
}
