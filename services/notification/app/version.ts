import { ownPartition } from '../domain/keys.ts';
import type { AppContext } from './context.ts';
import { partitionsOf } from './list.ts';

type Context = Pick<AppContext, 'rows' | 'nowMs' | 'ttlMs'>;

/** All partitions of a reader. */
export const inboxOf = (context: Context, readerId: string): string[] => [
  ownPartition(readerId),
  ...partitionsOf(context, readerId),
];

/** The version of everything that a reader has. Equal versions have equal rows, but for those that expired meanwhile. */
export async function versionOf(context: Context, readerId: string): Promise<string> {
  const found = await context.rows.revisions(inboxOf(context, readerId));
  return [...found]
    .map(([partition, revision]) => `${partition} ${revision}`)
    .sort()
    .join();
}
