import { accountDeactivated, userNotFound } from '../../product/refusals.ts';
import type { Card } from '../ports.ts';

type People = ReadonlyMap<string, Card>;

/** @throws DomainError USER_NOT_FOUND for unknown and deactivated accounts. */
export function requirePerson(people: People, userId: string): void {
  if (people.get(userId)?.active) return;
  throw userNotFound('user_id');
}

/**
 * Refuses a caller whose account is no longer active: a token may outlive its account for a moment.
 * @throws DomainError ACCOUNT_DEACTIVATED
 */
export function requireActor(people: People, userId: string): void {
  if (people.get(userId)?.active) return;
  throw accountDeactivated();
}

/** The encoded profile of an active person; undefined for all others. */
export function cardOf(people: People, userId: string): Uint8Array | undefined {
  const person = people.get(userId);
  return person?.active ? person.user : undefined;
}
