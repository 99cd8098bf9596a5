import { DomainError } from '../../../platform/domain-error.ts';
import { type Account, maySignIn } from '../domain/account.ts';
import type { Credential } from '../ports.ts';
import type { Call } from './call.ts';
import type { AppContext } from './context.ts';
import { fairQueueKey } from './fair-queue-key.ts';
import type { Attempt } from './sign-in-limits.ts';

/**
 * Makes one attempt at a password. A missing account, an inactive account and a wrong password give the same error after the
 * same time.
 *
 * @throws DomainError CREDENTIALS_INVALID, RATE_LIMITED, OVERLOADED
 */
export async function verifyPassword(
  { store, passwords, clock }: Pick<AppContext, 'store' | 'passwords' | 'clock'>,
  call: Call,
  wanted: {
    /** The limit that the attempt counts against. */
    limit: () => Promise<Attempt>;
    /** Whether the caller is a device of the account, or a session. */
    isKnown: boolean;
    find: () => Promise<Account | undefined>;
    password: string;
    field?: string;
  },
): Promise<{ account: Account; credential: Credential }> {
  const { limit, isKnown, find, password, field } = wanted;
  const attempt = await limit();
  const account = await find();
  // Without an account, the look-up of an unused id takes the same time.
  const credential = await store.credential(account?.id ?? '0');
  const matches = await passwords.verify(password, credential?.hash, fairQueueKey(call, { isKnown }));
  if (!matches || !account || !credential || !maySignIn(account, clock.nowMs())) {
    throw credentialsInvalid({ field, retryAfterMs: await attempt.wrong() });
  }
  return { account, credential };
}

export function credentialsInvalid({
  field,
  retryAfterMs,
}: {
  field?: string | undefined;
  retryAfterMs?: number | undefined;
} = {}): DomainError {
  const message = field
    ? `${field} is not the password of the account`
    : 'handle and password do not match an account';
  return new DomainError('CREDENTIALS_INVALID', message, {
    ...(field !== undefined && { field }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
