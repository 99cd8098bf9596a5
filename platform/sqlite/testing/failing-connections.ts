import { DatabaseSync } from 'node:sqlite';
import type { Connect } from '../connections.ts';
import type { LogCopy } from '../log-copy.ts';

/** SQLITE_IOERR_FSYNC, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_BUSY. */
export const codes = { fsync: 1034, full: 13, open: 14, busy: 5 } as const;

/** Which storage operations fail, by their SQL; `open` is opening for writing. */
export interface Faults {
  fails: Map<string, number>;
}

export function failure(code: number): Error {
  return Object.assign(new Error('injected'), { code: 'ERR_SQLITE_ERROR', errcode: code });
}

/** Connections that fail as configured; read connections never do. */
export function failing({ fails }: Faults): Connect {
  return (file, options) => {
    const isWriter = options.enableForeignKeyConstraints === true;
    if (isWriter && fails.has('open')) throw failure(fails.get('open')!);
    const real = new DatabaseSync(file, options);
    const prepare = real.prepare.bind(real);
    const exec = real.exec.bind(real);
    const check = (sql: string) => {
      for (const [part, code] of fails) if (isWriter && sql.includes(part)) throw failure(code);
    };
    return Object.assign(real, {
      prepare(sql: string) {
        const statement = prepare(sql);
        const run = statement.run.bind(statement) as (...values: unknown[]) => unknown;
        const get = statement.get.bind(statement) as (...values: unknown[]) => unknown;
        return Object.assign(statement, {
          get(...values: unknown[]) {
            check(sql);
            return get(...values);
          },
          run(...values: unknown[]) {
            check(sql);
            return run(...values);
          },
        });
      },
      exec(sql: string) {
        check(sql);
        exec(sql);
      },
    });
  };
}

/** Copies logs in this thread; it fails as `copy`. */
export function failingCopy({ fails }: Faults): (file: string) => LogCopy {
  return (file) => ({
    async copy() {
      if (fails.has('copy')) throw failure(fails.get('copy')!);
      const real = new DatabaseSync(file);
      real.exec('PRAGMA wal_checkpoint(PASSIVE)');
      real.close();
      return true;
    },
    close() {},
  });
}
