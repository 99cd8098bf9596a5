import type { Account, Role } from './domain/account.ts';
import type { AccountChange } from './domain/account-change.ts';
import type { Session } from './domain/session.ts';

/** What a change is made for. */
export interface Cause {
  /** Fixed by the idempotency claim: what is done again has the same id, and so have its events. */
  readonly changeId: string;
  /** Of the call, for the events; empty without one. */
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
}

/** What a change tells of the sessions that it ended; those that were ended before it are not among them. */
export interface EndedSessions {
  readonly endedSessionIds: readonly string[];
}

export interface Credential {
  /** A PHC string. */
  readonly hash: string;
  /** The change that set the password; a rehash of the same password keeps it. */
  readonly setBy: string;
}

/**
 * Accounts with their passwords. Handles are given to look-ups as keys (`handleKey`).
 *
 * **Changes** are one durable transaction each, the event's outbox row included, and are answered after the commit.
 * A change that changes nothing has no event. Concurrent changes are as if made one after the other.
 * **Reads** see committed changes only, and every change that was answered before they began; nothing is cached.
 * **Errors**: what is said below, and DomainError DEPENDENCY_UNAVAILABLE where the engine does not answer.
 */
export interface AccountStore {
  /**
   * Makes an account with its password and first session; event `created`. When an account with this id is there
   * already (the same sign-up again), nothing is changed and it is answered as it stands.
   *
   * @throws DomainError HANDLE_TAKEN when another account has the handle's key, deactivated ones included. Of several
   *   at once for one key, one wins.
   */
  createAccount(account: Account, credential: Credential, session: Session, cause: Cause): Promise<Account>;
  /** Of any status; undefined for nobody and for purged accounts. */
  account(userId: string): Promise<Account | undefined>;
  accountByHandle(handleKey: string): Promise<Account | undefined>;
  /** Those found, each once, of any status, in no promised order. At most 1,000 ids; repeats allowed. */
  accounts(userIds: readonly string[]): Promise<Account[]>;
  /** From key to id, of active accounts only. At most 100 keys; repeats allowed. */
  resolveHandles(handleKeys: readonly string[]): Promise<Map<string, string>>;
  /**
   * Changes an active account by `applyChange`; event `updated` unless nothing differed. Answers with the account
   * after it. A changed handle frees the old one at once.
   *
   * @throws DomainError USER_NOT_FOUND for nobody and deactivated accounts, HANDLE_TAKEN as in createAccount
   */
  changeAccount(userId: string, change: AccountChange, cause: Cause): Promise<Account>;
  /** Event `updated` unless it was so already. @throws DomainError USER_NOT_FOUND as in changeAccount */
  setRole(userId: string, role: Role, cause: Cause): Promise<void>;
  /**
   * Deactivates an active account and ends all its sessions; events `deactivated`, `session_ended` for each. Answers
   * until when it can be restored; when it is deactivated already, that of then.
   *
   * @throws DomainError USER_NOT_FOUND for nobody
   */
  deactivate(
    userId: string,
    restorableUntilMs: number,
    cause: Cause,
  ): Promise<{ restorableUntilMs: number } & EndedSessions>;
  /**
   * Removes accounts that were restorable until `timeMs` or before, with passwords and sessions, the longest due
   * first, at most `limit`; event `purged` for each. Answers their ids; fewer than `limit` means that none is left.
   */
  purgeAccounts(timeMs: number, limit: number): Promise<string[]>;
}

export interface CredentialStore {
  credential(userId: string): Promise<Credential | undefined>;
  /**
   * Sets another password and ends every session of the account but `keepSessionId`; events `session_ended`. Where it
   * was set by the same cause before, nothing changes.
   *
   * @throws DomainError CONFLICT when the password is not the one that `expectedSetBy` set (any more), so that of two
   *   concurrent changes that both knew the old password one wins
   */
  changePassword(
    change: { userId: string; hash: string; expectedSetBy: string; keepSessionId: string },
    cause: Cause,
  ): Promise<EndedSessions>;
  /** Stores another hash of the same password; does nothing when the password was changed meanwhile. */
  rehash(userId: string, credential: Credential): Promise<void>;
}

/** A session with its account, read as of one moment. */
export interface SessionOfAccount {
  readonly session: Session;
  readonly account: Account;
  /** When its person was last seen, to about an hour, in milliseconds since 1970; absent before the first time. */
  readonly lastSeenMs?: number;
}

/** As AccountStore: changes are durable transactions with their events, reads are never cached. */
export interface SessionStore {
  /**
   * Begins a session for a password that was just verified. Restores a deactivated account that is restorable at
   * `cause.timeMs`; event `restored`. Open sessions beyond `maxOpen` end, the oldest first; events `session_ended`.
   *
   * Answers undefined, and changes nothing, when that password is not the account's any more, or the account is gone
   * or past restoring: a sign-in that raced a password change gives no session.
   */
  openSession(
    opening: { session: Session; verifiedSetBy: string; maxOpen: number },
    cause: Cause,
  ): Promise<({ account: Account; restored: boolean } & EndedSessions) | undefined>;
  /** Ended ones too, until they are swept. */
  session(sessionId: string): Promise<SessionOfAccount | undefined>;
  /** Open sessions of a person at `nowMs` with ids below `beforeId` (all, if empty), highest id first. */
  openSessions(userId: string, nowMs: number, beforeId: string, limit: number): Promise<Session[]>;
  /**
   * Puts the session's next generation in place of `before`. False, and nothing changed, when it is not `before` any
   * more: rotated, used or ended. Of two concurrent rotations one wins.
   */
  rotate(before: Session, next: Session): Promise<boolean>;
  /**
   * Notes when a generation was first used. False, and nothing changed, when that was noted before, or the session was
   * ended or is of another generation.
   */
  useGeneration(sessionId: string, generation: number, atMs: number): Promise<boolean>;
  /** Ends a session, event `session_ended`; false when it was ended already or is not there. */
  endSession(sessionId: string, cause: Cause): Promise<boolean>;
  /** Forgets sessions that expired before `timeMs`, at most `limit`; answers how many. No event. */
  removeSessions(timeMs: number, limit: number): Promise<number>;
}

/** When people were last seen: what segments (active, passive) are made of. No events, no versions. */
export interface LastSeenStore {
  /**
   * Notes when people were seen, by id, in milliseconds since 1970. An earlier time than the one that is there, and
   * people who are not there (any more), change nothing. At most 1,000.
   */
  noteSeen(seenMs: ReadonlyMap<string, number>): Promise<void>;
}

export type UserStore = AccountStore & CredentialStore & SessionStore & LastSeenStore;

/** The public part of a person, ready to be put into an answer. */
export interface Card {
  readonly userId: string;
  readonly active: boolean;
  /** An encoded skein.user.v1.User; empty for a deactivated account, of which nobody sees anything. */
  readonly user: Uint8Array;
}

/** Public parts of people, perhaps from a cache. A change that was answered is seen by every later read. */
export interface Cards {
  /** In the order of the ids; undefined for nobody and purged accounts. At most 1,000 ids; repeats allowed. */
  find(userIds: readonly string[]): Promise<readonly (Card | undefined)[]>;
}
