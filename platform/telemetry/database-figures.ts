import { Counter, Gauge, type Registry } from 'prom-client';
import type { WriteFigures } from '../sqlite/group-commit.ts';

export interface DatabaseFigures {
  /**
   * Exports a database's group commits (writes per commit, seconds waiting for the disk) and whether it accepts writes.
   */
  watchDatabase(name: string, figures: () => WriteFigures, isWritable?: () => boolean): void;
}

/** Metrics that databases count themselves, copied at each scrape. */
export function databaseFigures(registers: Registry[]): DatabaseFigures {
  const sources = new Map<string, () => WriteFigures>();
  const counted: [name: string, help: string, of: (figures: WriteFigures) => number][] = [
    ['commits_total', 'Transactions committed.', ({ commits }) => commits],
    [
      'failed_commits_total',
      'Transactions that could not be committed.',
      ({ failedCommits }) => failedCommits,
    ],
    [
      'writes_total',
      'Writes acknowledged; by commits_total: how full the groups are.',
      ({ writes }) => writes,
    ],
    ['failed_writes_total', 'Writes refused by their own rules.', ({ failedWrites }) => failedWrites],
    [
      'commit_seconds_total',
      'Time from COMMIT until it is on disk. Other work goes on meanwhile.',
      ({ commitMs }) => commitMs / 1000,
    ],
  ];
  for (const [name, help, of] of counted) {
    new Counter({
      name: `skein_database_${name}`,
      help,
      labelNames: ['database'],
      registers,
      // Databases count; a scrape copies.
      collect() {
        this.reset();
        for (const [database, figures] of sources) this.inc({ database }, of(figures()));
      },
    });
  }
  const writable = new Map<string, () => boolean>();
  new Gauge({
    name: 'skein_database_writable',
    help: '1 while a database takes writes, 0 while its storage fails.',
    labelNames: ['database'],
    registers,
    collect() {
      for (const [database, isWritable] of writable) this.set({ database }, isWritable() ? 1 : 0);
    },
  });
  return {
    watchDatabase(name, figures, isWritable = () => true) {
      sources.set(name, figures);
      writable.set(name, isWritable);
    },
  };
}
