import { readFileSync } from 'node:fs';
import { folderOf, type Place } from '../../../mesh/engines/place.ts';
import { running } from '../../../mesh/engines/processes.ts';

/** What processes have used since their start, by column: a process, or the sum of several. */
export interface Usage {
  /** CPU time, in milliseconds. */
  cpu(): ReadonlyMap<string, number>;
  /** Bytes read and written by system calls, to sockets and files. */
  transferred(): ReadonlyMap<string, number>;
  /** Resident memory, in bytes. */
  resident(): ReadonlyMap<string, number>;
}

/** A process whose use counts for a column. */
export interface CountedProcess {
  readonly column: string;
  readonly pid: number;
}

/**
 * The processes of nodes of a place.
 *
 * @param columnOf the column of a node
 * @throws Error that names the nodes which do not run, after the words of `otherwise`
 */
export function processesOf(
  place: Place,
  nodes: readonly string[],
  { columnOf, otherwise }: { readonly columnOf: (node: string) => string; readonly otherwise: string },
): readonly CountedProcess[] {
  const pids = nodes.map((name) => running(folderOf(place, name)));
  const missing = nodes.filter((_, index) => pids[index] === undefined);
  if (missing.length > 0) throw new Error(`${otherwise}: ${missing.join(', ')} is not running`);
  return nodes.map((name, index) => ({ column: columnOf(name), pid: pids[index]! }));
}

/** The use of processes, children included. */
export function usageOf(processes: readonly CountedProcess[]): Usage {
  const sums = (of: (pid: number) => number) => () => {
    const byColumn = new Map<string, number>();
    for (const { column, pid } of processes) {
      const all = withDescendants(pid).reduce((total, each) => total + unlessEnded(() => of(each), 0), 0);
      byColumn.set(column, (byColumn.get(column) ?? 0) + all);
    }
    return byColumn;
  };
  return {
    cpu: sums(cpuMsOf),
    transferred: sums(transferredBytesOf),
    resident: sums(residentBytesOf),
  };
}

/** The difference of two readings; processes without one are left out. */
export function usedBetween(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Map<string, number> {
  const used = [...after].map(([name, ms]) => [name, ms - (before.get(name) ?? 0)] as const);
  return new Map(used.filter(([, ms]) => ms > 0));
}

const ticksMs = 10;

/** User and system time of all threads; the kernel counts in hundredths of a second. */
export function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * ticksMs;
}

/** What a process says, or `without` if it has ended since it was listed. */
function unlessEnded<T>(read: () => T, without: T): T {
  try {
    return read();
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code === 'ENOENT' ||
      (error as NodeJS.ErrnoException).code === 'ESRCH'
    )
      return without;
    throw error;
  }
}

/** A process with its children, and theirs: PostgreSQL has one for each connection. */
function withDescendants(pid: number): number[] {
  const children = unlessEnded(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim(), '');
  return [
    pid,
    ...(children === '' ? [] : children.split(' ').flatMap((each) => withDescendants(Number(each)))),
  ];
}

function transferredBytesOf(pid: number): number {
  const [, read, written] = /rchar: (\d+)\nwchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))!;
  return Number(read) + Number(written);
}

function residentBytesOf(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kib) * 1024;
}
