import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { exitCodes, Fault, usageFault } from './fault.ts';

/** A password: asked for without showing it on a terminal, else the first line of standard input. */
export async function readPassword(signal: AbortSignal): Promise<string> {
  if (!process.stdin.isTTY) {
    const [line = ''] = (await readAll()).split(/\r?\n/, 1);
    if (line === '') throw usageFault('a password is wanted on standard input');
    return line;
  }
  process.stderr.write('Password: ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  // The terminal is in raw mode while it is asked: Ctrl-C comes as a key.
  lines.once('SIGINT', () => lines.close());
  const closed = new Promise<never>((_, reject) =>
    lines.once('close', () => reject(new Fault('no password was given', exitCodes.interrupted))),
  );
  closed.catch(() => {});
  try {
    return await Promise.race([lines.question('', { signal }), closed]);
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

/** All of standard input. */
export async function readAll(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text;
}
