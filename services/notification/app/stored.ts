import type { Change } from '../domain/changes.ts';
import { emptyFold, type Fold } from '../domain/fold.ts';

/** A deed as stored. */
export interface StoredDeed {
  readonly version: string;
  /** Its notification id; empty when it does not exist. */
  readonly id: string;
  readonly day: string;
}

export const readDeed = (value: string | undefined): StoredDeed | undefined =>
  value === undefined ? undefined : (JSON.parse(value) as StoredDeed);

export const readFold = (value: string | undefined): Fold =>
  value === undefined ? emptyFold : { ...emptyFold, ...(JSON.parse(value) as Partial<Fold>) };

export const writeChange = ({ folds = [], mark = '' }: Partial<Omit<Change, 'id'>>): string =>
  JSON.stringify({ folds, mark });

export const readChange = (id: string, value: string): Change => ({ id, ...JSON.parse(value) }) as Change;
