import { type Passwords, passwords } from '../auth/passwords.ts';

/**
 * Passwords with the cheapest parameters of argon2id, for tests of anything but its duration.
 *
 * @param maxWaiting how many hashes may wait; default as shipped
 */
export function cheapPasswords(options: { readonly maxWaiting?: number } = {}): Passwords {
  return passwords({ cost: { memoryKib: 8, passes: 1, lanes: 1 }, ...options });
}
