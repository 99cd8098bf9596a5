import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, Usage } from './child.ts';

/** A server in a process of its own, which reports its CPU time. */
export interface Measured {
  /** The addresses that it reported. */
  readonly ready: Readonly<Record<string, string>>;
  usage(): Promise<Usage>;
  /** How much it has written to its log. */
  writtenBytes(): number;
  /** Runs one of its tasks (child.ts). */
  run<T>(task: string, argument?: unknown): Promise<T>;
  /** Collects its garbage, before memory is read. */
  collect(): Promise<void>;
  startProfile(): Promise<void>;
  /** Stops the profiler and writes a .cpuprofile. */
  writeProfile(file: string): Promise<void>;
  stop(): Promise<void>;
}

type Unnumbered<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;

interface Answer {
  readonly id?: number;
  readonly ready?: Readonly<Record<string, string>>;
  readonly value?: unknown;
  readonly error?: string;
}

const startMs = 60_000;

/**
 * Starts a script of this folder; it ends with its parent at the latest.
 *
 * @throws Error with its output, when it is not ready within a minute
 */
export async function startMeasured(
  script: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), {
    env: { PATH, HOME, TMPDIR, ...env },
    // Not those of a test runner.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  let writtenBytes = 0;
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4_000);
      writtenBytes += Buffer.byteLength(text);
    });
  }
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = Promise.withResolvers<Readonly<Record<string, string>>>();
  const gone = () => new Error(`${script} ended with ${child.exitCode ?? child.signalCode}\n${output}`);
  child.on('message', (answer: Answer) => {
    if (answer.ready) return ready.resolve(answer.ready);
    const asked = waiting.get(answer.id!);
    waiting.delete(answer.id!);
    if (answer.error === undefined) asked?.resolve(answer.value);
    else asked?.reject(new Error(answer.error));
  });
  child.once('exit', () => {
    ready.reject(gone());
    for (const asked of waiting.values()) asked.reject(gone());
  });
  const timer = setTimeout(() => ready.reject(new Error(`${script} is not ready\n${output}`)), startMs);
  const info = await ready.promise
    .finally(() => clearTimeout(timer))
    .catch((error) => {
      child.kill('SIGKILL');
      throw error;
    });

  let last = 0;
  const ask = (order: Unnumbered<Order>): Promise<unknown> => {
    if (child.exitCode !== null || child.signalCode !== null) throw gone();
    const asked = Promise.withResolvers<unknown>();
    const id = ++last;
    waiting.set(id, asked);
    child.send({ ...order, id });
    return asked.promise;
  };
  return {
    ready: info,
    usage: async () => (await ask({ what: 'usage' })) as Usage,
    writtenBytes: () => writtenBytes,
    run: async <T>(name: string, argument?: unknown) => (await ask({ what: 'task', name, argument })) as T,
    async collect() {
      await ask({ what: 'collect' });
    },
    async startProfile() {
      await ask({ what: 'profile' });
    },
    async writeProfile(file) {
      await ask({ what: 'profiled', file });
    },
    async stop() {
      const exit = once(child, 'exit');
      const cut = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await ask({ what: 'stop' });
      await exit;
      clearTimeout(cut);
    },
  };
}
