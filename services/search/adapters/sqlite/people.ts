import type { Database } from '../../../../platform/sqlite/database.ts';
import type { Statements } from '../../../../platform/sqlite/statements.ts';
import type { PersonDocument } from '../../domain/person.ts';
import type { PeopleIndex, RankedPerson } from '../../ports.ts';
import { type Copy, sqliteCopies } from './copies.ts';
import { quoted } from './match.ts';

/** Below a level are 53 bits of an id: 41 of its milliseconds, and its last 12. */
const levelShift = 53n;
const maxLevel = 1_023;

/** Uses a database with `migrations`. */
export function sqlitePeopleIndex(db: Database): PeopleIndex {
  const { documents, live } = sqliteCopies<PersonDocument>(db, 'people', {
    put,
    remove,
    has,
    count,
    clear,
  });
  return {
    ...documents,
    async find(condition, { after, limit }) {
      const match = condition.map((terms) => `(${terms.map(quoted).join(' OR ')})`).join(' AND ');
      return db.read((rows) => {
        const copy = live(rows);
        return rows
          .all<{ id: string; place: string }>(
            `SELECT id, CAST(place AS TEXT) AS place
             FROM person_text_${copy}(?) AS text CROSS JOIN person_${copy} ON place = text.rowid
             WHERE text.rowid > ? ORDER BY text.rowid LIMIT ?`,
            match,
            after === undefined ? -1n : lastPlace(rows, copy, after),
            limit,
          )
          .map(({ id, place }) => ({ id, level: maxLevel - Number(BigInt(place) >> levelShift) }));
      });
    },
  };
}

/** The first place of a person: greatest level first, then in order of ids. */
function firstPlace({ id, level }: RankedPerson): bigint {
  const number = BigInt(id);
  return (BigInt(maxLevel - level) << levelShift) | ((number >> 22n) << 12n) | (number & 4_095n);
}

/** The place after which a page begins: where the person is, or was if they are elsewhere now. */
function lastPlace(rows: Statements, copy: Copy, person: RankedPerson): bigint {
  const first = firstPlace(person);
  const now = placeOf(rows, copy, person.id);
  return now !== undefined && now >> levelShift === first >> levelShift ? now : first;
}

function placeOf(rows: Statements, copy: Copy, id: string): bigint | undefined {
  const row = indexed(rows, copy, id);
  return row && BigInt(row.place);
}

function indexed(rows: Statements, copy: Copy, id: string): { place: string; terms: string } | undefined {
  return rows.get(`SELECT CAST(place AS TEXT) AS place, terms FROM person_${copy} WHERE id = ?`, id);
}

function put(tx: Statements, copy: Copy, person: PersonDocument): void {
  const terms = [...person.terms].join(' ');
  const before = indexed(tx, copy, person.id);
  if (before?.terms === terms && BigInt(before.place) >> levelShift === firstPlace(person) >> levelShift)
    return;
  remove(tx, copy, person.id);
  let place = firstPlace(person);
  // Ids of one millisecond may share a place: the later one takes the next.
  while (tx.get(`SELECT 1 FROM person_${copy} WHERE place = ?`, place) !== undefined) place += 1n;
  tx.run(`INSERT INTO person_${copy} (place, id, terms) VALUES (?, ?, ?)`, place, person.id, terms);
  tx.run(`INSERT INTO person_text_${copy} (rowid, terms) VALUES (?, ?)`, place, terms);
}

function remove(tx: Statements, copy: Copy, id: string): void {
  const before = indexed(tx, copy, id);
  if (before === undefined) return;
  const place = BigInt(before.place);
  tx.run(`DELETE FROM person_${copy} WHERE place = ?`, place);
  tx.run(
    `INSERT INTO person_text_${copy} (person_text_${copy}, rowid, terms) VALUES ('delete', ?, ?)`,
    place,
    before.terms,
  );
}

function has(rows: Statements, copy: Copy, id: string): boolean {
  return indexed(rows, copy, id) !== undefined;
}

function count(rows: Statements, copy: Copy): number {
  return rows.get<{ count: number }>(`SELECT count(*) AS count FROM person_${copy}`)!.count;
}

function clear(tx: Statements, copy: Copy): void {
  tx.run(`DELETE FROM person_${copy}`);
  tx.run(`INSERT INTO person_text_${copy} (person_text_${copy}) VALUES ('delete-all')`);
}
