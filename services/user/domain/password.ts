import { DomainError } from '../../../platform/domain-error.ts';

/** Limits in code points, after normalisation. */
const PASSWORD_MIN_LENGTH = 8;
const PASSWORD_MAX_LENGTH = 256;
const MIN_DIFFERENT = 4;

/**
 * The form for comparison with common passwords: normalised as for hashing, because that is what an attacker must guess, and
 * in lower case, because a capital first letter adds little.
 */
export function passwordKey(password: string): string {
  return password.normalize('NFKC').toLowerCase();
}

/**
 * Checks only length and commonness. Rules about kinds of characters make passwords worse (NIST SP 800-63B, 5.1.1.2).
 *
 * @param common the most common passwords, in the form of `passwordKey`
 * @throws DomainError PASSWORD_WEAK; metadata `rule` is `length`, `variety`, `handle` or `common`
 */
export function checkPassword(
  password: string,
  { handleKey, common }: { handleKey: string; common: ReadonlySet<string> },
  field: string,
): void {
  const weak = (rule: string, why: string) =>
    new DomainError('PASSWORD_WEAK', `the password ${why}`, { field, metadata: { rule } });
  const characters = [...password.normalize('NFKC')];
  if (characters.length < PASSWORD_MIN_LENGTH) {
    throw weak('length', `has under ${PASSWORD_MIN_LENGTH} characters`);
  }
  if (characters.length > PASSWORD_MAX_LENGTH) {
    throw weak('length', `has over ${PASSWORD_MAX_LENGTH} characters`);
  }
  if (new Set(characters).size < MIN_DIFFERENT) {
    throw weak('variety', `has under ${MIN_DIFFERENT} different characters`);
  }
  const key = passwordKey(password);
  if (key === handleKey) throw weak('handle', 'is the handle');
  if (common.has(key)) throw weak('common', 'is one of the commonest, which are guessed first');
}

/** The error of the second of two concurrent changes that both knew the old password. */
export function passwordChangedMeanwhile(): DomainError {
  return new DomainError('CONFLICT', 'the password was changed meanwhile');
}
