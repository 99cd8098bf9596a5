import { closeSync, mkdirSync, openSync, renameSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivateFile } from '../../../platform/auth/private-file.ts';
import type { Identity } from '../credentials.ts';
import { Fault } from '../fault.ts';

/** A seeded user as far as this machine knows. `userId` is empty until the sign-up was answered. */
export interface SeededPerson extends Identity {
  readonly node: number;
  readonly password: string;
}

/**
 * The results of earlier runs, in private files. `people.jsonl` has lines for each user (password, account, renewed
 * sessions), of which the last counts; `done.txt` has a line for each acknowledged write.
 */
export interface SeedRecord {
  /** The file of users and passwords. */
  readonly peopleFile: string;
  readonly people: ReadonlyMap<number, SeededPerson>;
  keepPerson(person: SeededPerson): void;
  isDone(thing: string): boolean;
  keepDone(thing: string): void;
  close(): void;
}

export function openSeedRecord(directory: string): SeedRecord {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const peopleFile = join(directory, 'people.jsonl');
  const doneFile = join(directory, 'done.txt');
  const people = new Map<number, SeededPerson>();
  for (const line of linesOf(peopleFile)) {
    const person = parsed(line, peopleFile);
    people.set(person.node, person);
  }
  const done = new Set(linesOf(doneFile));
  const files = [openSync(peopleFile, 'a', 0o600), openSync(doneFile, 'a', 0o600)] as const;
  return {
    peopleFile,
    people,
    keepPerson(person) {
      people.set(person.node, person);
      writeSync(files[0], `${JSON.stringify(person)}\n`);
    },
    isDone: (thing) => done.has(thing),
    keepDone(thing) {
      done.add(thing);
      writeSync(files[1], `${thing}\n`);
    },
    close() {
      for (const file of files) closeSync(file);
    },
  };
}

/**
 * Renames the record of another network.
 * @returns its new path
 */
export function putAside(directory: string, nowMs: number): string {
  const aside = `${directory}.of-another-network-${nowMs}`;
  renameSync(directory, aside);
  return aside;
}

/** A killed process may have left an incomplete line, which is dropped. */
function linesOf(file: string): string[] {
  try {
    const text = readPrivateFile(file);
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
    return whole.split('\n').slice(0, -1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Fault((error as Error).message);
  }
}

function parsed(line: string, file: string): SeededPerson {
  try {
    return JSON.parse(line) as SeededPerson;
  } catch {
    throw new Fault(`${file} is damaged: remove its folder to begin anew`);
  }
}
