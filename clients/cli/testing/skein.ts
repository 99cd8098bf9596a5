import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin.mjs', import.meta.url));

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly process: ChildProcess;
  /** The standard output so far. */
  out(): string;
  err(): string;
  readonly ended: Promise<Ended>;
}

/** The command as users start it, with its own environment. */
export interface Skein {
  start(args: readonly string[], input?: string | Uint8Array): Started;
  run(args: readonly string[], input?: string | Uint8Array): Promise<Ended>;
  /**
   * Runs it and gives the printed JSON line.
   * @throws Error unless the exit code is 0
   */
  json<T>(args: readonly string[], input?: string): Promise<T>;
}

export function skein(env: Readonly<Record<string, string>>): Skein {
  const start = (args: readonly string[], input: string | Uint8Array = ''): Started => {
    const { PATH } = process.env;
    const child = spawn(process.execPath, [bin, ...args], { env: { PATH, TZ: 'UTC', ...env } });
    const text = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text.out += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text.err += chunk;
    });
    // A command that does not read its input may have exited before it is written.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...text }));
    return { process: child, out: () => text.out, err: () => text.err, ended };
  };
  const run = (args: readonly string[], input?: string | Uint8Array) => start(args, input).ended;
  return {
    start,
    run,
    async json<T>(args: readonly string[], input?: string) {
      const { code, out, err } = await run([...args, '--json'], input);
      if (code !== 0) throw new Error(`skein ${args.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out) as T;
    },
  };
}
