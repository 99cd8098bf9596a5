import type { Change } from '../ports.ts';

/** A like or a repost of one person and one post, as it is stored. */
export interface StoredReaction {
  readonly exists: boolean;
  /** The latest change that wrote it; empty when none is known. */
  readonly changeId: string;
}

/** Whether a change is to be made: it differs from what is stored, and no later change was made since its first arrival. */
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
