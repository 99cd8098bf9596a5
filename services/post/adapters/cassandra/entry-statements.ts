import { type Statement, statement } from '../../../../platform/cassandra/cassandra.ts';
import type { Entry } from '../../domain/post.ts';
import { stampNumber } from '../rows.ts';

/**
 * Writes an entry and its author's heads. The timestamp of a head is the entry's id, so that the highest id wins in any order
 * of writes.
 *
 * @param at the timestamp of the rows; a repeat with the same one changes nothing
 */
export function addEntry(entry: Entry, at: number): Statement[] {
  const { id, actorId, subjectId, subjectAuthorId, stamp } = entry;
  return [
    statement(
      `INSERT INTO :entry (author_id, id, subject_id, subject_author_id, stamp) VALUES (?, ?, ?, ?, ?)
       USING TIMESTAMP ?`,
      actorId,
      id,
      subjectId,
      subjectAuthorId,
      stampNumber(stamp),
      BigInt(at),
    ),
    statement(
      'INSERT INTO :author_head (author_id, last_entry_id) VALUES (?, ?) USING TIMESTAMP ?',
      actorId,
      id,
      BigInt(id),
    ),
    ...(stamp === 'pull' ? addPullEntry(entry, at) : []),
  ];
}

/** Adds the entry to those that are merged at read. */
export function addPullEntry({ id, actorId, subjectId, subjectAuthorId }: Entry, at: number): Statement[] {
  return [
    statement(
      `INSERT INTO :pull_entry (author_id, id, subject_id, subject_author_id) VALUES (?, ?, ?, ?)
       USING TIMESTAMP ?`,
      actorId,
      id,
      subjectId,
      subjectAuthorId,
      BigInt(at),
    ),
    statement(
      "INSERT INTO :pull_head (part, author_id, last_pull_entry_id) VALUES ('all', ?, ?) USING TIMESTAMP ?",
      actorId,
      id,
      BigInt(id),
    ),
  ];
}

export function removeEntry(actorId: string, id: string, at: number): Statement[] {
  return ['entry', 'pull_entry'].map((table) =>
    statement(
      `DELETE FROM :${table} USING TIMESTAMP ? WHERE author_id = ? AND id = ?`,
      BigInt(at),
      actorId,
      id,
    ),
  );
}
