import { readFileSync } from 'node:fs';
import type { OpenApi } from '../../proto/openapi/open-api.ts';
import { cell, table } from './table.ts';

const place = /(<!-- operations: [^\n]*-->\n)[\s\S]*?(<!-- end of operations -->)/;

/** docs/http-api.md with the table of all operations. */
export function withOperations(current: string): string {
  const file = new URL('../../gen/openapi.json', import.meta.url);
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
  const rows = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => [
      `\`${verb.toUpperCase()} ${path}\``,
      operation.operationId.replace('_', '.').replace(/\d+$/, ''),
      operation['x-skein-access'].replace('ACCESS_', '').toLowerCase(),
      cell(operation.summary),
    ]),
  );
  if (!place.test(current)) throw new Error('docs/http-api.md has no place for the operations');
  return current.replace(
    place,
    (_, head, end) => `${head}${table(['call', 'RPC', 'for', 'what'], rows)}\n${end}`,
  );
}
