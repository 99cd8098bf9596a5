import { liveMonths, monthPartition, ownPartition } from '../domain/keys.ts';
import type { InboxRows } from '../ports.ts';

/** Removes everything of a reader. */
export async function purge(
  rows: Pick<InboxRows, 'drop'>,
  readerId: string,
  { nowMs, ttlMs }: { readonly nowMs: number; readonly ttlMs: number },
): Promise<void> {
  for (const day of liveMonths(nowMs, ttlMs)) await rows.drop(monthPartition(readerId, day));
  await rows.drop(ownPartition(readerId));
}
