import type { Clock } from '../clock.ts';
import type { Ask, Dgraph } from '../dgraph/dgraph.ts';
import type { DgraphMigration } from '../dgraph/migrate.ts';
import { everything, nodeOf, value } from '../dgraph/quads.ts';
import type { ClaimStore } from './port.ts';

const predicates = ['scope', 'body', 'ids', 'finished', 'response', 'taken'] as const;

const names = (prefix: string) =>
  Object.fromEntries(predicates.map((name) => [name, `${prefix}claim.${name}`])) as Record<
    (typeof predicates)[number],
    string
  >;

/** For the steps of a store that has claims; `prefix` is that of the store's predicates. */
export function dgraphClaimMigration(prefix: string): DgraphMigration {
  const is = names(prefix);
  return {
    name: 'claims',
    schema: `
      ${is.scope}: string @index(hash) @upsert .
      ${is.body}: string .
      ${is.ids}: string .
      ${is.finished}: bool .
      ${is.response}: string .
      ${is.taken}: int @index(int) .`,
  };
}

interface Row {
  readonly uid: string;
  readonly body: string;
  readonly ids: string;
  readonly finished: boolean;
  readonly response?: string;
  readonly taken: number;
}

/** Over a schema that has the migration of the same prefix. `lifeMs`: how long claims are kept. */
export function dgraphClaims(db: Dgraph, prefix: string, clock: Clock, lifeMs: number): ClaimStore {
  const is = names(prefix);
  const find = `query find($scope: string) {
    row(func: eq(${is.scope}, $scope)) {
      uid body: ${is.body} ids: ${is.ids} finished: ${is.finished}
      response: ${is.response} taken: ${is.taken}
    }
  }`;
  const due = `query due($until: int, $limit: int) {
    rows(func: le(${is.taken}, $until), orderasc: ${is.taken}, first: $limit) { uid }
  }`;
  const rowOf = async (ask: Ask, scope: string): Promise<Row | undefined> =>
    (await ask<{ row: Row[] }>(find, { $scope: scope })).row[0];
  const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, 'base64'));

  return {
    take: ({ scope, bodyHash, ids }) =>
      db.write(async (tx) => {
        const row = await rowOf(tx.ask, scope);
        const nowMs = clock.nowMs();
        if (row && row.taken > nowMs - lifeMs) {
          // Writing it makes a finish at the same time a conflict.
          if (!row.finished) tx.set(value(`<${row.uid}>`, is.taken, nowMs));
          return {
            repeated: true,
            bodyHash: Buffer.from(row.body, 'base64'),
            ids: JSON.parse(row.ids) as Record<string, string>,
            finished: row.finished,
            response: bytes(row.response),
          };
        }
        const node = nodeOf(row?.uid, 'claim');
        if (row) tx.remove(everything(node, is.response));
        tx.set(
          value(node, is.scope, scope),
          value(node, is.body, Buffer.from(bodyHash).toString('base64')),
          value(node, is.ids, JSON.stringify(ids)),
          `${node} <${is.finished}> "false"^^<xs:boolean> .`,
          value(node, is.taken, nowMs),
        );
        return { repeated: false, bodyHash, ids, finished: false, response: undefined };
      }),
    finish: (scope, response) =>
      db.write(async (tx) => {
        const row = await rowOf(tx.ask, scope);
        if (!row) return response;
        if (row.finished) return bytes(row.response);
        const node = `<${row.uid}>`;
        tx.set(
          `${node} <${is.finished}> "true"^^<xs:boolean> .`,
          value(node, is.taken, clock.nowMs()),
          ...(response ? [value(node, is.response, Buffer.from(response).toString('base64'))] : []),
        );
        return response;
      }),
    sweep: (limit) =>
      db.write(async (tx) => {
        const until = clock.nowMs() - lifeMs;
        const { rows } = await tx.ask<{ rows: { uid: string }[] }>(due, {
          $until: String(until),
          $limit: String(limit),
        });
        for (const { uid } of rows) {
          tx.remove(...predicates.map((name) => everything(`<${uid}>`, is[name])));
        }
        return rows.length;
      }),
  };
}
