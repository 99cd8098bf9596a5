import type { Change } from '../ports.ts';

/** The stored like or repost of one person and one post. */
export interface StoredReaction {
  readonly exists: boolean;
  /** The latest change that wrote it; empty if none is known. */
  readonly changeId: string;
}

/** Whether a change must be made: it differs from the stored state, and no later change was made since its first attempt. */
export function isDue(
  stored: StoredReaction | undefined,
  { id, repeated }: Change,
  exists: boolean,
): boolean {
  if ((stored?.exists ?? false) === exists) return false;
  return !(repeated && stored !== undefined && stored.changeId !== '' && stored.changeId >= id);
}

/** The later of the changes that wrote a reaction. */
export function latestChange(stored: string | null | undefined, changeId: string): string {
  return stored && stored > changeId ? stored : changeId;
}
