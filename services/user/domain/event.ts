import type { Cause } from '../ports.ts';
import type { Account } from './account.ts';

/** What other services get to know of people, on the topic `user`. */
export type UserEvent =
  | {
      readonly kind: 'created' | 'updated' | 'deactivated' | 'restored' | 'purged';
      readonly userId: string;
      /** Of the account after the change. */
      readonly version: number;
    }
  | { readonly kind: 'session_ended'; readonly userId: string; readonly sessionId: string };

export function sessionsEnded(userId: string, sessionIds: readonly string[]): UserEvent[] {
  return sessionIds.map((sessionId) => ({ kind: 'session_ended', userId, sessionId }));
}

/** What an event of an account's change says. */
export function accountEvent(
  kind: Exclude<UserEvent['kind'], 'session_ended'>,
  { id: userId, version }: Pick<Account, 'id' | 'version'>,
): UserEvent {
  return { kind, userId, version };
}

/** The event of a purge, and its cause: the same wherever and however often an account is purged. */
export function purge(
  { id, version }: Pick<Account, 'id' | 'version'>,
  timeMs: number,
): { cause: Cause; events: readonly UserEvent[] } {
  return {
    cause: { changeId: `purge-${id}`, requestId: '', timeMs },
    events: [accountEvent('purged', { id, version: version + 1 })],
  };
}
