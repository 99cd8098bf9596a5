import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from './engine.ts';

/** How long a process may take to end before it is killed. */
const endLimitMs = 30_000;

/** Starts a process that outlives this one; its output is appended to `log` in the folder. */
export function start(folder: string, { program, args, env, user }: Command): number {
  const log = openSync(join(folder, 'log'), 'a');
  try {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', log, log],
      ...user,
    });
    // A missing program shows as a process that does not run.
    child.on('error', () => {});
    child.unref();
    if (child.pid === undefined) throw new Error(`${program} can't be started`);
    writeFileSync(join(folder, 'pid'), `${child.pid} ${startedAt(child.pid) ?? ''}\n`);
    return child.pid;
  } finally {
    closeSync(log);
  }
}

/**
 * Locks the folder for this process until it ends.
 *
 * @throws Error naming the process that holds it
 */
export function own(folder: string): void {
  const other = running(folder);
  if (other !== undefined) throw new Error(`process ${other} has ${folder}: it must end first`);
  writeFileSync(join(folder, 'pid'), `${process.pid} ${startedAt(process.pid)}\n`);
}

/** The process of a node, if it runs. A pid that was reassigned to another process does not count. */
export function running(folder: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'pid'), 'utf8');
  } catch {
    return undefined;
  }
  const [pid, started] = text.trim().split(' ');
  return started !== undefined && startedAt(Number(pid)) === started ? Number(pid) : undefined;
}

/** Signals a node's process to end, waits, and kills it if it does not. */
export async function stop(folder: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const pid = running(folder);
  if (pid !== undefined) {
    process.kill(pid, signal);
    const end = performance.now() + endLimitMs;
    while (running(folder) !== undefined && performance.now() < end) await pause(50);
    if (running(folder) !== undefined) process.kill(pid, 'SIGKILL');
  }
  rmSync(join(folder, 'pid'), { force: true });
}

/** Resident memory in bytes. */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes ?? 0) * 1024;
}

/** The last lines of a node's log. */
export function lastLines(folder: string, count = 15): string {
  return readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/** When a process started, in ticks since boot; undefined without one, and for a zombie. */
function startedAt(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program name is in brackets and may contain anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
