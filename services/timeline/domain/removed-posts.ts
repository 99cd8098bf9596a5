import { DomainError } from '../../../platform/domain-error.ts';
import { maxAboveFloor } from './resume-token.ts';

/** Posts that are gone and of which one stream has still to tell. */
export interface RemovedPosts {
  note(postId: string): void;
  /** What is to be told, once. @throws DomainError RESUME_TOKEN_TOO_OLD when it was more than a stream holds */
  take(): string[];
}

/** @param noted is called when there is something to tell */
export function removedPosts(noted: () => void): RemovedPosts {
  let gone = new Set<string>();
  return {
    note(postId) {
      // One too many says so: a reader who does not read must not grow this.
      if (gone.size <= maxAboveFloor) gone.add(postId);
      noted();
    },
    take() {
      if (gone.size > maxAboveFloor) {
        throw new DomainError('RESUME_TOKEN_TOO_OLD', 'too much was removed since: list again', {
          field: 'resume_token',
        });
      }
      if (gone.size === 0) return [];
      const taken = [...gone];
      gone = new Set();
      return taken;
    },
  };
}
