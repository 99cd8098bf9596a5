import type { NodeStatus } from './control.ts';

/** Processes in a table, one a line. */
export function table(rows: readonly NodeStatus[]): string {
  const lines = rows.map(({ node, version, address, pid, residentBytes = 0, ready, log }) => [
    node,
    version,
    address,
    pid === undefined ? '-' : String(pid),
    pid === undefined ? '-' : `${Math.round(residentBytes / 1e6)} MB`,
    ready ? 'ready' : 'not ready',
    log,
  ]);
  const all = [['node', 'version', 'address', 'pid', 'RSS', 'state', 'log'], ...lines];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
