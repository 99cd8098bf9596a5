import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The conditions of a measurement. */
export interface Setting {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** The machine's load average of the last minute at the start: work of other processes affects the results. */
  readonly loadBefore: number;
  readonly at: string;
}

export interface Report {
  readonly name: string;
  /** What was loaded and how it was driven, a line each. */
  readonly data: readonly string[];
  readonly rows: readonly Row[];
  /** More data for the JSON file. */
  readonly details?: unknown;
}

/** A row of the table, by column. */
export type Row = Readonly<Record<string, string | number>>;

const folder = new URL('../results/', import.meta.url);

export function setting(): Setting {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: Math.round(loadavg()[0]! * 100) / 100,
    at: new Date().toISOString(),
  };
}

/** Prints the table and writes everything as JSON to results/. */
export function report(where: Setting, { name, data, rows, details }: Report): void {
  const lines = [
    '',
    `${name}: ${where.cpu}, ${where.cores} cores, ${where.memoryGiB} GiB, Node ${where.node}, ` +
      `load ${where.loadBefore} before, server and generator on the same machine`,
    ...data.map((line) => `  ${line}`),
    '',
    table(rows),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  mkdirSync(folder, { recursive: true });
  const file = new URL(`${name}-${where.at.replaceAll(/[:.]/g, '-')}.json`, folder);
  writeFileSync(file, `${JSON.stringify({ name, setting: where, data, rows, details }, undefined, 2)}\n`);
  process.stdout.write(`  kept in ${fileURLToPath(file).slice(process.cwd().length + 1)}\n`);
}

/** Columns in order of first use; numbers with three significant digits, right-aligned. */
export function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]!.length)));
  return cells
    .map((line) =>
      line
        .map((text, at) => (at === 0 ? text.padEnd(widths[at]!) : text.padStart(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return Math.abs(value) >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3);
}
