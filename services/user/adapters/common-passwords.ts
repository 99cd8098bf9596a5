import { readFileSync } from 'node:fs';

/** The commonest passwords, as `passwordKey` writes them; where they come from is in the folder's README.md. */
export function commonPasswords(): ReadonlySet<string> {
  const file = new URL('./common-passwords/passwords.txt', import.meta.url);
  return new Set(readFileSync(file, 'utf8').trimEnd().split('\n'));
}
