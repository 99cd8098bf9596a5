import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPrivateFile } from '../../platform/auth/private-file.ts';
import { Fault } from './fault.ts';
import { withDirectoryLock } from './session-lock.ts';

/** A session stored between commands. */
export interface Identity {
  readonly handle: string;
  readonly userId: string;
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
  readonly refreshToken: string;
}

/** The sessions with one server, one private file each, so concurrent commands lose none. */
export interface Credentials {
  readonly server: string;
  /**
   * The session of the handle (case-insensitive), or of the last sign-in.
   * @throws Fault when its file is damaged
   */
  find(handle?: string): Identity | undefined;
  /** Stores a session. `current` makes it the default for later commands. */
  keep(identity: Identity, current: boolean): void;
  forget(handle: string): void;
  /** Runs the work while no other command works on the session of this handle. */
  locked<T>(handle: string, work: () => Promise<T>): Promise<T>;
  /** The device token of this machine for the account; empty without one. It outlives the session. */
  deviceToken(handle: string): string;
  keepDeviceToken(handle: string, token: string): void;
}

export function credentials(directory: string, server: string): Credentials {
  const folder = join(directory, 'sessions', encodeURIComponent(server));
  const nameOf = (handle: string) => encodeURIComponent(handle.toLowerCase());
  const fileOf = (handle: string) => join(folder, `${nameOf(handle)}.json`);
  const deviceFileOf = (handle: string) =>
    join(directory, 'devices', encodeURIComponent(server), nameOf(handle));
  const current = join(folder, 'current');
  const find = (handle = read(current)): Identity | undefined => {
    const file = fileOf(handle ?? '');
    const text = handle === undefined ? undefined : read(file);
    try {
      return text === undefined ? undefined : (JSON.parse(text) as Identity);
    } catch {
      throw new Fault(`${file} is damaged: remove it`);
    }
  };
  return {
    server,
    find,
    keep(identity, asCurrent) {
      replacePrivateFile(fileOf(identity.handle), `${JSON.stringify(identity, undefined, 2)}\n`);
      if (asCurrent) replacePrivateFile(current, identity.handle);
    },
    forget(handle) {
      rmSync(fileOf(handle), { force: true });
      if (read(current)?.toLowerCase() === handle.toLowerCase()) rmSync(current, { force: true });
    },
    locked: (handle, work) => withDirectoryLock(join(folder, `${nameOf(handle)}.lock`), work),
    deviceToken: (handle) => read(deviceFileOf(handle)) ?? '',
    keepDeviceToken: (handle, token) => replacePrivateFile(deviceFileOf(handle), token),
  };
}

/** @throws Fault when other users may read it */
function read(file: string): string | undefined {
  try {
    return readPrivateFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Fault((error as Error).message);
  }
}

/** Replaces a file with one that only its owner can read, atomically. */
function replacePrivateFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, file);
}
