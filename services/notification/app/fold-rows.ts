import type { FoldChange } from '../domain/changes.ts';
import { type Fold, headOf } from '../domain/fold.ts';
import { expiryOf, keys } from '../domain/keys.ts';
import type { RowChange } from '../ports.ts';
import type { Decide, Decision } from './commits.ts';
import type { AppContext } from './context.ts';
import { writeChange } from './stored.ts';

/** What an attempt did. */
export type Outcome = 'changed' | 'unchanged';

export const nothing: Decision<Outcome> = { changes: [], result: 'unchanged' };

/** Rows that follow a fold. */
interface Listed {
  readonly rows: readonly RowChange[];
  readonly change: FoldChange;
}

/** The rows of folds. */
export function foldRows({ commits, hints, ttlMs }: Pick<AppContext, 'commits' | 'hints' | 'ttlMs'>) {
  const put = (day: string, key: string, value: string | undefined): RowChange => ({
    key,
    value,
    ...(value !== undefined && { expiresMs: expiryOf(day, ttlMs) }),
  });
  /** The rows that make the folded row follow its fold, and the change for streams. */
  const listed = (name: string, day: string, before: Fold, after: Fold): Listed => {
    const [old, head] = [headOf(before), headOf(after)];
    const moved = old !== head;
    return {
      rows: [
        put(day, keys.fold(name), JSON.stringify(after)),
        ...(moved && old !== undefined ? [put(day, keys.row(old), undefined)] : []),
        ...(moved && head !== undefined ? [put(day, keys.row(head), name)] : []),
      ],
      change: { fold: name, replaced: moved && old !== undefined ? old : '' },
    };
  };
  return {
    put,
    listed,
    /** The rows of one change of one fold. */
    changed(id: string, name: string, day: string, before: Fold, after: Fold): RowChange[] {
      const { rows, change } = listed(name, day, before, after);
      return [...rows, put(day, keys.change(id), writeChange({ folds: [change] }))];
    },
    /** Commits a decision, and wakes the streams of the reader if it changed something. */
    async change(readerId: string, partition: string, decide: Decide<Outcome>): Promise<Outcome> {
      const outcome = await commits.run(partition, decide);
      if (outcome === 'changed') hints.send(readerId);
      return outcome;
    },
  };
}
