import type { Clock } from '../clock.ts';
import type { Dgraph } from '../dgraph/dgraph.ts';
import type { DgraphMigration } from '../dgraph/migrate.ts';
import { everything, truth, value } from '../dgraph/quads.ts';
import type { ClaimStore } from './port.ts';

const predicates = ['scope', 'body', 'ids', 'finished', 'response', 'taken'] as const;

const names = (prefix: string) =>
  Object.fromEntries(predicates.map((name) => [name, `${prefix}claim.${name}`])) as Record<
    (typeof predicates)[number],
    string
  >;

/** For the migrations of a store that has claims; `prefix` is that of the store's predicates. */
export function dgraphClaimMigration(prefix: string): DgraphMigration {
  const is = names(prefix);
  return {
    component: 'claims',
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

/** The claim before the upsert. */
interface Found {
  readonly row: readonly {
    readonly body: string;
    readonly ids: string;
    readonly finished: boolean;
    readonly response?: string;
    readonly taken: number;
  }[];
}

/** Needs the migration of the same prefix. `lifeMs`: how long claims are kept. */
export function dgraphClaims(db: Dgraph, prefix: string, clock: Clock, lifeMs: number): ClaimStore {
  const is = names(prefix);
  const row = `row(func: eq(${is.scope}, $scope)) {
    body: ${is.body} ids: ${is.ids} finished: ${is.finished} response: ${is.response} taken: ${is.taken}
  }`;
  const take = `query take($scope: string, $ended: int) {
    all as var(func: eq(${is.scope}, $scope)) { finished as ${is.finished} taken as ${is.taken} }
    ended as var(func: uid(all)) @filter(le(val(taken), $ended))
    open as var(func: uid(all)) @filter(gt(val(taken), $ended) AND eq(val(finished), false))
    ${row}
  }`;
  const finish = `query finish($scope: string) {
    all as var(func: eq(${is.scope}, $scope)) { finished as ${is.finished} }
    open as var(func: uid(all)) @filter(eq(val(finished), false))
    ${row}
  }`;
  const due = `query due($until: int, $limit: int) {
    rows(func: le(${is.taken}, $until), orderasc: ${is.taken}, first: $limit) { uid }
  }`;
  const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, 'base64'));

  return {
    async take({ scope, bodyHash, ids }) {
      const nowMs = clock.nowMs();
      const endedMs = nowMs - lifeMs;
      const [found] = (
        await db.upsert<Found>(take, { $scope: scope, $ended: String(endedMs) }, [
          {
            // Creates a new node unless an expired one can be reused.
            when: 'eq(len(all), 0) OR eq(len(ended), 1)',
            remove: [everything('uid(ended)', is.response)],
            set: [
              value('uid(ended)', is.scope, scope),
              value('uid(ended)', is.body, Buffer.from(bodyHash).toString('base64')),
              value('uid(ended)', is.ids, JSON.stringify(ids)),
              truth('uid(ended)', is.finished, false),
              value('uid(ended)', is.taken, nowMs),
            ],
          },
          // Writing it makes a concurrent finish a conflict.
          { when: 'eq(len(open), 1)', set: [value('uid(open)', is.taken, nowMs)] },
        ])
      ).row;
      if (!found || found.taken <= endedMs) {
        return { repeated: false, bodyHash, ids, finished: false, response: undefined };
      }
      return {
        repeated: true,
        bodyHash: Buffer.from(found.body, 'base64'),
        ids: JSON.parse(found.ids) as Record<string, string>,
        finished: found.finished,
        response: bytes(found.response),
      };
    },
    async finish(scope, response) {
      const [found] = (
        await db.upsert<Found>(finish, { $scope: scope }, [
          {
            when: 'eq(len(open), 1)',
            set: [
              truth('uid(open)', is.finished, true),
              value('uid(open)', is.taken, clock.nowMs()),
              ...(response
                ? [value('uid(open)', is.response, Buffer.from(response).toString('base64'))]
                : []),
            ],
          },
        ])
      ).row;
      return found?.finished ? bytes(found.response) : response;
    },
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
