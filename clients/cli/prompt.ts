import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { exitCodes, Fault, usageFault } from './fault.ts';
import { textOf } from './unicode.ts';

/** Reads a password: from a terminal without echo, else from the first line of standard input. */
export async function readPassword(signal: AbortSignal): Promise<string> {
  if (!process.stdin.isTTY) {
    const [line = ''] = (await readAll()).split(/\r?\n/, 1);
    if (line === '') throw usageFault('standard input has no password');
    return line;
  }
  process.stderr.write('Password: ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  // The terminal is in raw mode during the prompt, so Ctrl-C arrives as a key.
  lines.once('SIGINT', () => lines.close());
  const closed = new Promise<never>((_, reject) =>
    lines.once('close', () => reject(new Fault('no password was given', exitCodes.interrupted))),
  );
  closed.catch(() => {});
  try {
    const typed = await Promise.race([lines.question('', { signal }), closed]);
    // Readline has replaced bytes that are not UTF-8: two different passwords could become equal.
    if (typed.includes('\ufffd')) throw usageFault('the password is not UTF-8');
    return typed;
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

/**
 * All of standard input.
 * @throws Fault unless it is UTF-8
 */
export async function readAll(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return textOf(Buffer.concat(chunks), 'standard input');
}
