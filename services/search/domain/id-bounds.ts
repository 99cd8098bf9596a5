import { ID_EPOCH_MS, idAtTime } from '../../../platform/ids.ts';
import type { Search } from './search.ts';

/** Above every id. */
const endId = `${2n ** 63n - 1n}`;

/** The ids that a page of a search may have: from `fromId` up to, but not including, `beforeId`. */
export interface IdBounds {
  readonly fromId: string;
  readonly beforeId: string;
}

/** @param beforeId of the page; absent for the newest */
export function idBounds({ sinceMs, untilMs }: Search, beforeId?: string): IdBounds {
  const ids = [untilMs === undefined ? endId : idAt(untilMs), beforeId ?? endId];
  return { fromId: idAt(sinceMs ?? ID_EPOCH_MS), beforeId: ids.sort()[0]! };
}

/** Ids hold times of 139 years; other times are beyond all ids. */
function idAt(ms: number): string {
  if (ms <= ID_EPOCH_MS) return idAtTime(ID_EPOCH_MS);
  const id = idAtTime(ms);
  return id.length > endId.length || id > endId ? endId : id;
}
