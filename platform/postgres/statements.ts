import { createHash } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';

/** A parameter of a statement; arrays become PostgreSQL arrays. */
export type Value = string | number | boolean | null | Uint8Array | readonly (string | number)[];

/** Statements on one connection, with parameters `$1` and so on. Integers are returned as numbers. */
export interface Statements {
  all<Row extends object>(sql: string, ...values: Value[]): Promise<Row[]>;
  get<Row extends object>(sql: string, ...values: Value[]): Promise<Row | undefined>;
  /** Gives the number of changed rows. */
  run(sql: string, ...values: Value[]): Promise<number>;
}

/** Every statement is prepared once a connection, under a name derived from its text. */
export function statementsOn(connection: ClientBase | Pool): Statements {
  const query = (text: string, values: Value[]) =>
    connection.query({ name: nameOf(text), text, values: values.map(toParameter) });
  return {
    all: async <Row extends object>(sql: string, ...values: Value[]) =>
      (await query(sql, values)).rows as Row[],
    get: async <Row extends object>(sql: string, ...values: Value[]) =>
      (await query(sql, values)).rows[0] as Row | undefined,
    run: async (sql, ...values) => (await query(sql, values)).rowCount ?? 0,
  };
}

/** pg accepts bytes as Buffers only. */
function toParameter(value: Value): unknown {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha1').update(text).digest('hex').slice(0, 20);
    names.set(text, name);
  }
  return name;
}
