import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { usageFault } from './fault.ts';

/**
 * Decodes UTF-8. Invalid bytes are refused, not replaced, or a broken text would be posted and two different passwords
 * could become equal.
 *
 * @param what they are: `standard input`
 * @throws Fault
 */
export function textOf(bytes: Uint8Array, what: string): string {
  if (!isUtf8(bytes)) throw usageFault(`${what} is not UTF-8`);
  return Buffer.from(bytes).toString('utf8');
}

const replacement = '\ufffd';

/**
 * Node replaces invalid UTF-8 in arguments. On Linux the original bytes can be read; elsewhere a replacement character
 * may be the user's own, and is accepted.
 *
 * @throws Fault
 */
export function requireTextArguments(args: readonly string[]): void {
  const replaced = args.findIndex((arg) => arg.includes(replacement));
  if (replaced < 0) return;
  try {
    if (isUtf8(readFileSync('/proc/self/cmdline'))) return;
  } catch {
    // This system has no such file.
  }
  throw usageFault(`argument ${replaced + 1} is not UTF-8`);
}
