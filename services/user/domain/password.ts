import { DomainError } from '../../../platform/domain-error.ts';

/** In code points, after normalisation. */
const PASSWORD_MIN_LENGTH = 8;
const PASSWORD_MAX_LENGTH = 256;
const MIN_DIFFERENT = 4;

/**
 * As it is hashed, for what counts is what an attacker has to guess; and without regard to case, which gains nothing when
 * everybody begins with a capital.
 */
export function passwordKey(password: string): string {
  return password.normalize('NFKC').toLowerCase();
}

/**
 * Length and commonness only: rules about kinds of characters make passwords worse (NIST SP 800-63B, 5.1.1.2).
 *
 * @param common passwords that are guessed first, as `passwordKey` writes them
 * @throws DomainError PASSWORD_WEAK; metadata `rule` says which: `length`, `variety`, `handle`, `common`
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

/** Of two changes at once that both knew the old password, one is made. */
export function passwordChangedMeanwhile(): DomainError {
  return new DomainError('CONFLICT', 'the password was changed meanwhile');
}
