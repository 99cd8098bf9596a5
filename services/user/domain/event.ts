import type { Cause } from '../ports.ts';
import type { Account } from './account.ts';

/** The events about people on topic `user`. */
export type UserEvent =
  | {
      readonly kind: 'created' | 'updated' | 'deactivated' | 'restored' | 'purged';
      readonly userId: string;
      /** The version of the account after the change. */
      readonly version: number;
    }
  | { readonly kind: 'session_ended'; readonly userId: string; readonly sessionId: string };

export function sessionsEnded(userId: string, sessionIds: readonly string[]): UserEvent[] {
  return sessionIds.map((sessionId) => ({ kind: 'session_ended', userId, sessionId }));
}

/** The event of an account's change. */
export function accountEvent(
  kind: Exclude<UserEvent['kind'], 'session_ended'>,
  { id: userId, version }: Pick<Account, 'id' | 'version'>,
): UserEvent {
  return { kind, userId, version };
}

/** The event of a purge, and its cause. They depend only on the account, so a repeated purge has the same event. */
export function purge(
  { id, version }: Pick<Account, 'id' | 'version'>,
  timeMs: number,
): { cause: Cause; events: readonly UserEvent[] } {
  return {
    cause: { changeId: `purge-${id}`, requestId: '', timeMs },
    events: [accountEvent('purged', { id, version: version + 1 })],
  };
}
