import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPrivateFile } from '../../platform/auth/private-file.ts';
import { Fault } from './fault.ts';

/** A session that is kept from one command to the next. */
export interface Identity {
  readonly handle: string;
  readonly userId: string;
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
  readonly refreshToken: string;
}

/** The sessions with one server, in a file that only its owner reads. */
export interface Credentials {
  readonly file: string;
  /** Of that handle, in any case; without one, of whoever signed in last. */
  find(handle?: string): Identity | undefined;
  /** Keeps a session. `current` makes it the one that commands use unless told. */
  keep(identity: Identity, current: boolean): void;
  forget(handle: string): void;
}

interface OfServer {
  current?: string;
  people: Record<string, Identity>;
}

type Stored = Record<string, OfServer>;

export function credentials(directory: string, server: string): Credentials {
  const file = join(directory, 'credentials.json');
  const load = (): Stored => {
    try {
      return JSON.parse(readPrivateFile(file)) as Stored;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw new Fault(
        error instanceof SyntaxError ? `${file} is damaged: remove it` : (error as Error).message,
      );
    }
  };
  // Read again before each change: other commands keep sessions in the same file.
  const change = (edit: (own: OfServer) => void) => {
    const stored = load();
    const own = stored[server] ?? { people: {} };
    edit(own);
    replacePrivateFile(file, `${JSON.stringify({ ...stored, [server]: own }, undefined, 2)}\n`);
  };
  return {
    file,
    find(handle) {
      const own = load()[server];
      const key = handle?.toLowerCase() ?? own?.current;
      return key === undefined ? undefined : own?.people[key];
    },
    keep(identity, current) {
      change((own) => {
        const key = identity.handle.toLowerCase();
        own.people[key] = identity;
        if (current) own.current = key;
      });
    },
    forget(handle) {
      change((own) => {
        const key = handle.toLowerCase();
        delete own.people[key];
        if (own.current === key) delete own.current;
      });
    },
  };
}

/** Puts a file for its owner alone in place of what was there, whole or not at all. */
function replacePrivateFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, file);
}
