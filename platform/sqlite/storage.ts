import { join } from 'node:path';
import type { Closers } from '../lifecycle.ts';
import type { Migration } from '../migrations.ts';
import type { DatabaseFigures } from '../telemetry/database-figures.ts';
import type { Logger } from '../telemetry/log.ts';
import { type Database, type DatabaseOptions, openDatabase } from './database.ts';

/** The database files of a process in one directory, and whether all of them accept writes. */
export interface Storage {
  /** Opens `<name>.db`. It is closed with the process, included in the metrics and watched here. */
  open(name: string, migrations: readonly Migration[], options?: Pick<DatabaseOptions, 'schedule'>): Database;
  /** The names of databases that refuse writes now. */
  refusing(): readonly string[];
  /** Calls `listener` when that changes. */
  onChange(listener: () => void): void;
}

export interface StorageOptions {
  readonly directory: string;
  readonly closers: Closers;
  readonly metrics?: DatabaseFigures;
  readonly log?: Pick<Logger, 'info' | 'error'>;
  readonly reopenMs?: number;
}

export function storage({ directory, closers, metrics, log, reopenMs }: StorageOptions): Storage {
  const refusing = new Set<string>();
  const listeners = new Set<() => void>();
  const note = (name: string, failure: unknown) => {
    if (refusing.has(name) === (failure !== undefined)) return;
    if (failure === undefined) {
      refusing.delete(name);
      log?.info({ database: name }, 'the storage takes writes again');
    } else {
      refusing.add(name);
      log?.error(
        { database: name, err: failure },
        'the storage fails: no writes until the file is opened and proven',
      );
    }
    for (const listener of listeners) listener();
  };
  return {
    open(name, migrations, options = {}) {
      const file = join(directory, `${name}.db`);
      const db = openDatabase({
        file,
        migrations,
        ...options,
        reopenMs,
        onWrites: (failure) => note(name, failure),
      });
      closers.add({ name: `${name}.db`, close: () => db.close() });
      metrics?.watchDatabase(name, db.figures, () => !refusing.has(name));
      return db;
    },
    refusing: () => [...refusing].sort(),
    onChange: (listener) => void listeners.add(listener),
  };
}
