import { setTimeout as pause } from 'node:timers/promises';
import type { estypes } from '@elastic/elasticsearch';
import { engineUnavailable } from '../engines/unavailable.ts';
import type { Elasticsearch } from './elasticsearch.ts';
import { isTransientStatus } from './errors.ts';

/** A change of one document of the index behind an alias. */
export interface Change {
  readonly alias: string;
  readonly id: string;
  /** `index` replaces a document with the same id, `create` keeps it. */
  readonly action: 'index' | 'create' | 'delete';
  /** Absent for `delete`. */
  readonly document?: object;
  /** Only for `delete`: a document that was changed since this version stays. */
  readonly version?: { readonly if_seq_no: number; readonly if_primary_term: number };
}

/** A change that failed and would fail again. */
export interface FailedChange {
  readonly change: Change;
  /** The alias does not exist. */
  readonly aliasIsMissing: boolean;
  readonly reason: string;
}

const missingType = 'index_not_found_exception';
/** Pauses before failed changes are repeated, in milliseconds. */
const pausesMs = [50, 200, 500, 1_000];

/**
 * Makes changes, at most 2,000 a call, and gives those that Elasticsearch refuses; the others are durable. Changes that fail
 * because a node is overloaded or starting, or the index is being replaced, are repeated, without the others. (The bulk helper of the client repeats only those
 * of overloaded nodes, after 5 s.)
 *
 * @throws DomainError DEPENDENCY_UNAVAILABLE when some still fail after 2 s; a repeat of all completes them
 */
export async function bulk(db: Elasticsearch, changes: readonly Change[]): Promise<FailedChange[]> {
  const failed: FailedChange[] = [];
  let left = changes;
  for (let attempt = 0; left.length > 0; attempt++) {
    const { items } = await db.ask((client) => client.bulk({ operations: left.flatMap(linesOf) }));
    const again: Change[] = [];
    let last: estypes.BulkResponseItem | undefined;
    for (const [n, change] of left.entries()) {
      const item = items[n]![change.action]!;
      if (isDone(change, item)) continue;
      if (isTransientStatus(item.status) || isReplaced(change, item)) {
        again.push(change);
        last = item;
      } else failed.push(failureOf(change, item));
    }
    if (again.length > 0 && attempt === pausesMs.length) {
      throw engineUnavailable('elasticsearch', new Error(last?.error?.reason ?? `status ${last?.status}`));
    }
    if (again.length > 0) await pause(pausesMs[attempt]);
    left = again;
  }
  return failed;
}

function linesOf({ action, alias, id, document, version }: Change): object[] {
  // Otherwise an index with the name of a missing alias would be created.
  const target = { _index: alias, _id: id, ...(action !== 'delete' && { require_alias: true }), ...version };
  return [{ [action]: target }, ...(document ? [document] : [])];
}

/** A document that is there already, or no longer, is as it should be. */
function isDone({ action, version }: Change, { status, error }: estypes.BulkResponseItem): boolean {
  return (
    status < 300 ||
    ((action === 'create' || version !== undefined) && status === 409) ||
    (action === 'delete' && status === 404 && !error)
  );
}

/** The index behind the alias was removed when the change arrived: another one has taken its place. */
function isReplaced({ alias }: Change, { error }: estypes.BulkResponseItem): boolean {
  return error?.type === missingType && error.index !== alias;
}

function failureOf(change: Change, { error, status }: estypes.BulkResponseItem): FailedChange {
  return {
    change,
    aliasIsMissing: error?.type === missingType,
    reason: [error?.reason ?? `status ${status}`, error?.caused_by?.reason].filter(Boolean).join(': '),
  };
}
