import { DomainError } from '../../../platform/domain-error.ts';
import type { Documents } from '../ports.ts';
import type { AppContext } from './context.ts';
import { peopleSource, postSource, type Source } from './sources.ts';

export interface ReindexBatch {
  /** Where the next part begins; empty after the last. */
  readonly nextCursor: string;
  readonly indexed: number;
  /** How many documents are expected; only in a part that began the new copy. */
  readonly expected?: number;
}

/** How many documents a part reads. A part takes less than a second, and searches run between its writes. */
const batchSize = 200;

/** Cursors: of the scan, with the place where it continues, and of the end. */
const scanFrom = 'scan ';
const finish = 'finish';

/**
 * Builds an index again, part by part: begins a rebuild, scans the source, replaces the index. Events change both copies
 * meanwhile, and what they changed is not filled. Only the rebuild itself changes its copy, however late a part is repeated.
 */
export function reindex(context: AppContext) {
  const { postIndex, peopleIndex } = context;
  const [posts, people] = [postSource(context), peopleSource(context)];
  return (index: 'posts' | 'people', rebuildId: string, cursor: string): Promise<ReindexBatch> =>
    index === 'posts'
      ? rebuild(postIndex, posts, rebuildId, cursor)
      : rebuild(peopleIndex, people, rebuildId, cursor);
}

async function rebuild<S extends { readonly id: string }, D>(
  index: Documents<D>,
  source: Source<S, D>,
  rebuildId: string,
  cursor: string,
): Promise<ReindexBatch> {
  const begin = async (): Promise<ReindexBatch> => {
    await index.beginRebuild(rebuildId);
    return { nextCursor: scanFrom, indexed: 0, expected: await index.count() };
  };
  const fill = async (): Promise<ReindexBatch> => {
    const { items, nextAfterId } = await source.scan(cursor.slice(scanFrom.length), batchSize);
    await index.fill(rebuildId, items.map(source.documentOf));
    return { indexed: items.length, nextCursor: nextAfterId === '' ? finish : `${scanFrom}${nextAfterId}` };
  };
  const end = async (): Promise<ReindexBatch> => {
    await index.finishRebuild(rebuildId);
    return { nextCursor: '', indexed: 0 };
  };
  if (cursor === '') return begin();
  if (cursor !== finish && !cursor.startsWith(scanFrom)) {
    throw new DomainError('FIELD_INVALID', 'no such cursor', { field: 'cursor' });
  }
  try {
    return await (cursor === finish ? end() : fill());
  } catch (error) {
    if (!isLost(error)) throw error;
    return begin();
  }
}

function isLost(error: unknown): boolean {
  return error instanceof DomainError && error.reason === 'REBUILD_LOST';
}
