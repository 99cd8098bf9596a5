import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { usageFault } from './fault.ts';

/**
 * Bytes as text: what is no UTF-8 is refused and not replaced, or a broken text would be posted, and two passwords be one.
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
 * Node has replaced what is no UTF-8 in arguments: Linux still has their bytes. Elsewhere a replacement character may
 * be the user's own, which says nothing anyway.
 *
 * @throws Fault
 */
export function requireTextArguments(args: readonly string[]): void {
  const replaced = args.findIndex((arg) => arg.includes(replacement));
  if (replaced < 0) return;
  try {
    if (isUtf8(readFileSync('/proc/self/cmdline'))) return;
  } catch {
    // Not on this system.
  }
  throw usageFault(`argument ${replaced + 1} is not UTF-8`);
}
