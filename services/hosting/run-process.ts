import { keepAlive, systemClock } from '../../platform/clock.ts';
import { ConfigError } from '../../platform/config.ts';
import { EngineRefused } from '../../platform/engines/engine-refused.ts';
import { type UncaughtErrors, uncaughtErrors } from '../../platform/telemetry/uncaught.ts';
import { isTransientError } from '../../platform/transient-error.ts';

/** What runs in this process. */
export interface Running {
  /** What is said once it takes calls. */
  readonly banner: string;
  /** Drains and closes everything. */
  close(): Promise<void>;
}

/**
 * Runs something in this process until SIGINT or SIGTERM; a failure is told and ends it with exit code 1. So does an
 * uncaught error that it can't go on after, once everything is drained and closed.
 *
 * @param start is given the uncaught errors of the process, to say where they are logged and counted
 */
export function runProcess(start: (uncaught: UncaughtErrors) => Promise<Running>): void {
  run(start).catch((error: unknown) => {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  });
}

async function run(start: (uncaught: UncaughtErrors) => Promise<Running>): Promise<void> {
  // Databases hold e-mail addresses and password hashes: also in a folder that was there before, nobody else reads them.
  process.umask(0o077);
  // Our timers keep no process alive: it would end by itself while it waits for others.
  const letEnd = keepAlive();
  const uncaught = uncaughtErrors(systemClock);
  // Whoever reads it may be gone, or the disk that it is kept on full.
  process.stdout.on('error', () => {});
  const stopped = Promise.withResolvers<void>();
  let running: Running | undefined;
  process.on('uncaughtException', (error, origin) => {
    if (uncaught.take(error, origin) === 'go on') return;
    process.exitCode = 1;
    if (running !== undefined) return stopped.resolve();
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit();
  });
  try {
    running = await start(uncaught);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve());
    process.stdout.write(running.banner);
    await stopped.promise;
    await running.close();
  } finally {
    letEnd();
  }
}

/** What can be mended where Skein is started is told in its own words; the rest, mistakes of ours, with its stack. */
function describeFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof EngineRefused) return `Skein can't run: ${error.problem}`;
  if (isTransientError(error) && error instanceof Error && error.cause instanceof Error) {
    return `Skein can't run: ${error.message} (${error.cause.message})`;
  }
  if (error instanceof Error && error.constructor === Error) return `Skein can't run: ${error.message}`;
  return error instanceof Error ? `${error.stack}` : String(error);
}
