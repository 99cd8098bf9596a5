import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cassandra, type Statement, statement } from '../../../platform/cassandra/cassandra.ts';
import type { CassandraMigration } from '../../../platform/cassandra/migrate.ts';
import type { Clock } from '../../../platform/clock.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { InboxRows, Row, RowChange } from '../ports.ts';

/**
 * Rows end by their TTL. The revision is of the partition, with the ids of its last commits: the id of revision n is at
 * n modulo `keptCommits`.
 */
export const cassandraInboxMigrations: readonly CassandraMigration[] = [
  {
    name: 'inbox',
    statements: [
      `CREATE TABLE IF NOT EXISTS :inbox (
        part text, key text, value text, revision bigint static, commits map<int, text> static,
        PRIMARY KEY (part, key)
      ) WITH CLUSTERING ORDER BY (key DESC)`,
    ],
  },
];

const REVISION = 'SELECT revision FROM :inbox WHERE part = ? LIMIT 1';
const REVISIONS = 'SELECT DISTINCT part, revision FROM :inbox WHERE part IN ?';
const DECIDED = 'SELECT revision, commits FROM :inbox WHERE part = ? LIMIT 1';
const GET = 'SELECT key, value FROM :inbox WHERE part = ? AND key IN ?';
const FIND = 'SELECT part, value FROM :inbox WHERE part IN ? AND key = ?';
const NEWEST = 'SELECT key, value FROM :inbox WHERE part = ? AND key >= ? AND key < ?';
const NEXT = 'UPDATE :inbox USING TTL ? SET revision = ?, commits[?] = ? WHERE part = ? IF revision = ?';
const PUT = 'INSERT INTO :inbox (part, key, value) VALUES (?, ?, ?) USING TTL ?';
const REMOVE = 'DELETE FROM :inbox WHERE part = ? AND key = ?';
const DROP = 'DELETE FROM :inbox WHERE part = ?';

/** A partition that was deleted has no revision, as a new one. */
const NONE = 0;

/** More commits than are made while one of them is read back. */
const keptCommits = 16;
const slotOf = (revision: number): number => revision % keptCommits;

/** Processes whose commits hindered each other do not meet again at once. */
const maxPauseMs = 100;

interface Decided {
  readonly revision: bigint | null;
  readonly commits: Readonly<Record<string, string>> | null;
}

const isUncertain = (error: unknown): boolean =>
  error instanceof DomainError && error.reason === 'DEPENDENCY_UNAVAILABLE';

/**
 * The inbox in Cassandra. A commit is one conditional batch on one partition, so all its rows appear at once, and of two
 * commits on one revision one is refused. Under contention Cassandra can give up a commit without saying whether it was made.
 * Then the commit is looked up by its id.
 */
export function cassandraInboxRows(db: Cassandra, clock: Pick<Clock, 'nowMs'>): InboxRows {
  /** 0 means without end. */
  const ttlOf = (expiresMs: number | undefined): number =>
    expiresMs === undefined ? 0 : Math.max(1, Math.ceil((expiresMs - clock.nowMs()) / 1_000));
  const written = (part: string, { key, value, expiresMs }: RowChange): Statement =>
    value === undefined ? statement(REMOVE, part, key) : statement(PUT, part, key, value, ttlOf(expiresMs));
  /**
   * Whether a commit whose answer is missing was made. The serial read completes or rules out a commit that is under way.
   *
   * @param lost why the answer is missing
   */
  const wasMade = async (part: string, revision: number, id: string, lost: unknown): Promise<boolean> => {
    await pause(Math.random() * maxPauseMs);
    const row = await db.getSerial<Decided>(DECIDED, part);
    const now = Number(row?.revision ?? NONE);
    if (row?.commits?.[slotOf(revision)] === id) return true;
    if (now >= revision + keptCommits) throw lost;
    return false;
  };
  const valuesBy = <K extends string>(found: readonly ({ value: string } & Record<K, string>)[], by: K) =>
    new Map(found.map((row) => [row[by], row.value]));
  return {
    async revision(part) {
      const row = await db.getSerial<{ revision: bigint | null }>(REVISION, part);
      return Number(row?.revision ?? NONE);
    },
    async revisions(parts) {
      const found = await db.all<{ part: string; revision: bigint | null }>(REVISIONS, [[...parts]]);
      return new Map(
        found.flatMap(({ part, revision }) => (revision === null ? [] : [[part, Number(revision)]])),
      );
    },
    get: async (part, keys) =>
      valuesBy(await db.all<{ key: string; value: string }>(GET, [part, [...new Set(keys)]]), 'key'),
    find: async (parts, key) =>
      valuesBy(await db.all<{ part: string; value: string }>(FIND, [[...parts], key]), 'part'),
    newest: (part, { from, below, limit }) => db.all<Row>(NEWEST, [part, from, below], limit),
    async commit(part, revision, changes) {
      const expiries = changes.flatMap(({ value, expiresMs }) => (value === undefined ? [] : [expiresMs]));
      // The revision of a partition that expires ends with the rows of this commit. An expiry refuses open commits.
      const expires = expiries.length > 0 && expiries.every((ms) => ms !== undefined);
      const ttl = expires ? ttlOf(Math.max(...(expiries as number[]))) : 0;
      const next = revision + 1;
      const id = randomUUID();
      const condition = revision === NONE ? null : BigInt(revision);
      const decide = statement(NEXT, ttl, BigInt(next), slotOf(next), id, part, condition);
      try {
        return await db.batchIf([decide, ...changes.map((change) => written(part, change))]);
      } catch (error) {
        if (!isUncertain(error)) throw error;
        return wasMade(part, next, id, error);
      }
    },
    drop: (part) => db.run(statement(DROP, part)),
  };
}
