import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from './engine.ts';

/** How long a process may take to end before it is killed. */
const endLimitMs = 30_000;

export interface Started {
  readonly pid: number;
  /** Its exit code when it has ended, null after a signal. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts a process that outlives this one; its output is appended to `log` in the folder. It leads a process group, which its
 * children belong to unless they leave it.
 */
export function start(folder: string, { program, args, env, user }: Command): Started {
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
    return { pid: child.pid, ended: new Promise((resolve) => child.once('exit', resolve)) };
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
  const [pid, started] = read(join(folder, 'pid'))?.trim().split(' ') ?? [];
  return started !== undefined && startedAt(Number(pid)) === started ? Number(pid) : undefined;
}

/** Signals a node's process to end, waits, and kills it if it does not. */
export async function stop(folder: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const pid = running(folder);
  if (pid !== undefined) {
    process.kill(pid, signal);
    const end = performance.now() + endLimitMs;
    while (running(folder) !== undefined && performance.now() < end) await pause(50);
    if (running(folder) !== undefined) process.kill(-pid, 'SIGKILL');
  }
  rmSync(join(folder, 'pid'), { force: true });
}

/**
 * Sends a signal to a node's process and its children: Elasticsearch starts its server as a child.
 *
 * @throws Error where it does not run
 */
export function signalNode(folder: string, signal: NodeJS.Signals): void {
  const pid = running(folder);
  if (pid === undefined) throw new Error(`${basename(folder)} does not run`);
  process.kill(-pid, signal);
}

/** Resident memory of a process and its children, in bytes. */
export function residentBytes(pid: number): number {
  const group = readdirSync('/proc').filter((name) => statOf(name)?.group === pid);
  const bytes = group.map((member) => {
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${member}/status`) ?? '') ?? [];
    return Number(kilobytes ?? 0) * 1024;
  });
  return bytes.reduce((sum, each) => sum + each, 0);
}

/** The last lines of a node's log. */
export function lastLines(folder: string, count = 15): string {
  return readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/** When a process started, in ticks since boot; undefined without one, and for a zombie. */
function startedAt(pid: number): string | undefined {
  return statOf(String(pid))?.started;
}

/** The process group and start of a process; undefined without one, and for a zombie. */
function statOf(pid: string): { readonly group: number; readonly started: string } | undefined {
  const text = /^\d+$/.test(pid) ? read(`/proc/${pid}/stat`) : undefined;
  if (text === undefined) return undefined;
  // The program name is in brackets and may contain anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : { group: Number(fields[2]), started: fields[19]! };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
