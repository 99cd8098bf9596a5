import { existsSync, readFileSync } from 'node:fs';
import type { StoredReport } from './report.ts';

/** The stored results of benchmarks, by name. */
export interface Measured {
  /**
   * The figure in a row and a column of a benchmark's table.
   *
   * @throws Error that names the file, row or column that is missing
   */
  figure(benchmark: string, row: string, column: string): number;
  /** When and on what the benchmark ran. */
  report(benchmark: string): StoredReport;
}

/** Reads a folder with a NAME.json for each benchmark. */
export function measuredIn(folder: URL): Measured {
  const reports = new Map<string, StoredReport>();
  const report = (benchmark: string): StoredReport => {
    const known = reports.get(benchmark);
    if (known !== undefined) return known;
    const file = new URL(`${benchmark}.json`, folder);
    if (!existsSync(file))
      throw new Error(`${benchmark}.json is missing: make bench BENCH=${benchmark} JSON=test/bench/measured`);
    const read = JSON.parse(readFileSync(file, 'utf8')) as StoredReport;
    reports.set(benchmark, read);
    return read;
  };
  return measuredOf(report);
}

export function measuredOf(report: (benchmark: string) => StoredReport): Measured {
  return {
    report,
    figure(benchmark, row, column) {
      const found = report(benchmark).rows.find(({ what }) => what === row);
      if (found === undefined) throw new Error(`${benchmark}.json has no row "${row}".`);
      const value = found[column];
      if (typeof value !== 'number')
        throw new Error(`${benchmark}.json has no number "${column}" in the row "${row}".`);
      return value;
    },
  };
}

/** The results that this repository keeps. */
export const stored = measuredIn(new URL('../../../test/bench/measured/', import.meta.url));
