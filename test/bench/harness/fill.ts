import type { Entry } from '../../../services/timeline/domain/entry.ts';
import { ringCapacity } from '../../../services/timeline/domain/ring.ts';

/** Entries that fill a ring. */
export const fillEntries = ringCapacity;

/** The n-th of them: without an author, older than all measured entries. */
export function fillEntry(n: number): Entry {
  const id = String(1_000_000_000_000_000_000n + BigInt(n));
  return { entryId: id, actorId: id, subjectId: id };
}
