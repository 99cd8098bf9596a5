import { readFileSync } from 'node:fs';

/** The most common passwords, in the form of `passwordKey`. The folder's README.md names their sources. */
export function commonPasswords(): ReadonlySet<string> {
  const file = new URL('./common-passwords/passwords.txt', import.meta.url);
  return new Set(readFileSync(file, 'utf8').trimEnd().split('\n'));
}
