import { DomainError } from '../../../platform/domain-error.ts';
import { type Account, maySignIn } from '../domain/account.ts';
import type { Credential } from '../ports.ts';
import type { Call } from './call.ts';
import type { AppContext } from './context.ts';
import { fairQueueKey } from './fair-queue-key.ts';
import type { Attempt } from './sign-in-limits.ts';

/**
 * Takes one attempt at a password. Whether the account exists, stands or has another password looks the same and
 * takes the same time.
 *
 * @throws DomainError CREDENTIALS_INVALID, RATE_LIMITED, OVERLOADED
 */
export async function verifyPassword(
  { store, passwords, clock }: Pick<AppContext, 'store' | 'passwords' | 'clock'>,
  call: Call,
  wanted: {
    /** Of whoever tries: what it is counted as. */
    limit: () => Promise<Attempt>;
    /** A device of the account, or a session. */
    isKnown: boolean;
    find: () => Promise<Account | undefined>;
    password: string;
    field?: string;
  },
): Promise<{ account: Account; credential: Credential }> {
  const { limit, isKnown, find, password, field } = wanted;
  const attempt = await limit();
  const account = await find();
  // An id that is nobody's costs the same look-up.
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
