import { maxAboveFloor, resumeTokenTooOld } from './resume-point.ts';

/** Pending notices of one stream beside its entries, such as removals; each once. */
export interface NoticeQueue<Notice> {
  note(notice: Notice): void;
  /**
   * Takes everything.
   * @throws DomainError RESUME_TOKEN_TOO_OLD when there were more than a stream holds
   */
  take(): Notice[];
  isEmpty(): boolean;
}

/** @param noted called when there is something to take */
export function noticeQueue<Notice>(noted: () => void): NoticeQueue<Notice> {
  let waiting = new Set<Notice>();
  return {
    note(notice) {
      // Past the limit one more marks the overflow: a slow reader must not grow memory.
      if (waiting.size <= maxAboveFloor) waiting.add(notice);
      noted();
    },
    take() {
      if (waiting.size > maxAboveFloor) {
        throw resumeTokenTooOld('too much was removed since: list again');
      }
      if (waiting.size === 0) return [];
      const taken = [...waiting];
      waiting = new Set();
      return taken;
    },
    isEmpty: () => waiting.size === 0,
  };
}
