import { DomainError } from './domain-error.ts';

/** A later rebuild of the same index was begun, and this one cannot continue. */
export function rebuildReplaced(): DomainError {
  return new DomainError('CONFLICT', 'a later rebuild of this index was started; start a new one');
}

/** The copy that a rebuild fills does not exist any more. */
export function rebuildLost(): DomainError {
  return new DomainError('REBUILD_LOST', 'the new copy of the index is gone; the rebuild must begin again');
}
