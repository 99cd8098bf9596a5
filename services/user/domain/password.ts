import { DomainError } from '../../../platform/domain-error.ts';

/** In code points, after normalisation. */
const PASSWORD_MIN_LENGTH = 8;
const PASSWORD_MAX_LENGTH = 256;
const MIN_DIFFERENT = 4;

/**
 * The commonest passwords of 8 and more characters in published leaks that the other rules let through. Guessing
 * at sign-in is held back by its limits; this only takes away the first guesses.
 */
const COMMONEST = new Set([
  'password',
  'password1',
  'password123',
  'passw0rd',
  '12345678',
  '123456789',
  '1234567890',
  '87654321',
  'qwertyui',
  'qwertyuiop',
  'qwerty123',
  '1q2w3e4r',
  '1q2w3e4r5t',
  '1qaz2wsx',
  'iloveyou',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'trustno1',
  'starwars',
  'whatever',
  'welcome1',
  'letmein1',
  'abcd1234',
  'asdfghjk',
  'asdfghjkl',
  'admin123',
  'changeme',
]);

/**
 * Length and commonness only: rules about kinds of characters make passwords worse (NIST SP 800-63B, 5.1.1.2).
 *
 * @throws DomainError PASSWORD_WEAK
 */
export function checkPassword(password: string, handleKey: string, field: string): void {
  const weak = (why: string) => new DomainError('PASSWORD_WEAK', `the password ${why}`, { field });
  // As it is hashed: what counts is what an attacker has to guess.
  const characters = [...password.normalize('NFKC')];
  if (characters.length < PASSWORD_MIN_LENGTH) throw weak(`has under ${PASSWORD_MIN_LENGTH} characters`);
  if (characters.length > PASSWORD_MAX_LENGTH) throw weak(`has over ${PASSWORD_MAX_LENGTH} characters`);
  if (new Set(characters).size < MIN_DIFFERENT) {
    throw weak(`has under ${MIN_DIFFERENT} different characters`);
  }
  const folded = characters.join('').toLowerCase();
  if (folded === handleKey) throw weak('is the handle');
  if (COMMONEST.has(folded)) throw weak('is one of the commonest');
}
