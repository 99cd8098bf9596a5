import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report, Row, Setting, StoredReport } from '../../../docs/generate/measured/report.ts';

export type { Row } from '../../../docs/generate/measured/report.ts';

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

/**
 * Prints the table and writes everything as JSON to results/. Where the environment names a folder as BENCH_JSON, also
 * writes it there without details, as NAME.json.
 */
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
  const shared = process.env.BENCH_JSON;
  if (!shared) return;
  const stored: StoredReport = { name, setting: where, data, rows };
  mkdirSync(shared, { recursive: true });
  writeFileSync(resolve(shared, `${name}.json`), `${JSON.stringify(stored, undefined, 2)}\n`);
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
