import { once } from 'node:events';
import { keepAlive, systemClock } from '../../platform/clock.ts';
import { ConfigError } from '../../platform/config.ts';
import { EngineRefused } from '../../platform/engines/engine-refused.ts';
import { isPortTaken } from '../../platform/listening.ts';
import { type UncaughtErrors, uncaughtErrors } from '../../platform/telemetry/uncaught.ts';
import { isTransientError } from '../../platform/transient-error.ts';

/** A program that runs in this process. */
export interface Running {
  /** Printed once it takes calls. */
  readonly banner: string;
  /** Drains and closes everything. */
  close(): Promise<void>;
}

/** What the start of a program gets. */
export interface ProcessSignals {
  /** The uncaught errors of the process, to log and count them. */
  readonly uncaught: UncaughtErrors;
  /** Aborted when the process must stop. A start that sees it closes what it has opened, and rejects with the reason. */
  readonly stopping: AbortSignal;
}

/**
 * The exit code of a start that may succeed when it is repeated: a service or an engine did not answer in time, or a port was
 * taken. EX_TEMPFAIL of sysexits.h.
 */
export const temporaryFailure = 75;

/**
 * Runs a program in this process until SIGINT or SIGTERM, also if it has not started yet. A second signal ends the process
 * at once. A failed start is printed and ends the process with exit code 1 or `temporaryFailure`. An uncaught error after
 * which the process can't continue also ends it with exit code 1, after everything is drained and closed.
 */
export function runProcess(start: (signals: ProcessSignals) => Promise<Running>): void {
  run(start).catch((error: unknown) => {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = mayPass(error) ? temporaryFailure : 1;
  });
}

/** An engine that refuses a password or a certificate refuses the next start, too. */
function mayPass(error: unknown): boolean {
  if (error instanceof EngineRefused) return false;
  return isTransientError(error) || isPortTaken(error);
}

/** Databases contain e-mail addresses and password hashes. Other users must not read them, even in a folder that existed before. */
const privateFiles = () => process.umask(0o077);

/** Does a task in this process. A failure is printed and ends the process with exit code 1. */
export async function runTask(task: () => Promise<void>): Promise<void> {
  privateFiles();
  const letEnd = keepAlive();
  try {
    await task();
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  } finally {
    letEnd();
  }
}

async function run(start: (signals: ProcessSignals) => Promise<Running>): Promise<void> {
  privateFiles();
  // Our timers do not keep the process alive. Without this it would exit while it waits for other services.
  const letEnd = keepAlive();
  const uncaught = uncaughtErrors(systemClock);
  // Ignores a closed pipe or a full disk behind standard output.
  process.stdout.on('error', () => {});
  const stopping = new AbortController();
  const { signal } = stopping;
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort());
  let running: Running | undefined;
  process.on('uncaughtException', (error, origin) => {
    if (uncaught.take(error, origin) === 'go on') return;
    process.exitCode = 1;
    if (running !== undefined) return stopping.abort();
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit();
  });
  try {
    running = await start({ uncaught, stopping: signal });
    process.stdout.write(running.banner);
    if (!signal.aborted) await once(signal, 'abort');
    await running.close();
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
  } finally {
    letEnd();
  }
}

/** The text of a failure. Errors that the person who starts Skein can fix give their message; our own bugs give their stack. */
function describeFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof EngineRefused) return `Skein can't run: ${error.problem}`;
  if (isTransientError(error) && error instanceof Error && error.cause instanceof Error) {
    return `Skein can't run: ${error.message} (${error.cause.message})`;
  }
  if (error instanceof Error && error.constructor === Error) return `Skein can't run: ${error.message}`;
  return error instanceof Error ? `${error.stack}` : String(error);
}
