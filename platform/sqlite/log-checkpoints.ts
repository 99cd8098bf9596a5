/** Pages of log. */
export interface CheckpointLimits {
  /** After so many new pages another thread copies the log into the file. */
  readonly copyAfter: number;
  /** After so many new pages the log should begin anew. */
  readonly restartAfter: number;
  /** So few pages are left that the process may wait until they are copied, and the log begins anew. */
  readonly rest: number;
  /**
   * After so many new pages the process copies all that is left itself, as soon as the other thread copies nothing, and no
   * copy begins in that thread. Another process's snapshot still prevents it; then the log grows on.
   */
  readonly restartAtLatest: number;
}

/**
 * 8, 32, 1 and 64 MB. A copy of 1,000 pages takes 10 to 40 ms. A page that changes again and again is copied once a copy: at 700
 * posts/s, copies after 4, 8 and 16 MB cost 112, 96 and 74 µs of CPU a post, with a p99 of 37, 36 and 41 ms.
 */
export const checkpointLimits: CheckpointLimits = {
  copyAfter: 2_000,
  restartAfter: 8_000,
  rest: 250,
  restartAtLatest: 16_000,
};

/** When which part of a log is copied into its file. */
export interface LogCheckpoints {
  /** A commit made the log so long. */
  grown(pages: number): void;
  /** Whether the next commit is the one after which the log begins anew. */
  isRestartDue(): boolean;
  /** Whether all of the log was copied. If not, the next try is due after `rest` more pages. */
  restartTried(isComplete: boolean): void;
  /** Lets another thread copy the log, if that is due. */
  copy(): void;
  /** Resolves when no copy is in progress. */
  drain(): Promise<void>;
}

export interface LogCheckpointsOptions {
  readonly limits: CheckpointLimits;
  /** Resolves with whether it was copied. */
  readonly copy: () => Promise<boolean>;
  /** Also called when nothing could be copied for another reason. */
  readonly failed: (error: unknown) => void;
}

export function logCheckpoints({ limits, copy, failed }: LogCheckpointsOptions): LogCheckpoints {
  let pages = 0;
  /** Lengths; a log that began anew is shorter. */
  let copiedAt = 0;
  let restartedAt = 0;
  let triedAt = 0;
  let isCopied = false;
  let copying: Promise<void> | undefined;
  const uncopied = () => pages - copiedAt;
  const isLongerBy = (limit: number) => pages - restartedAt >= limit;
  return {
    grown(now) {
      pages = now;
      copiedAt = Math.min(copiedAt, pages);
      restartedAt = Math.min(restartedAt, pages);
      triedAt = Math.min(triedAt, pages);
    },
    isRestartDue: () =>
      copying === undefined &&
      pages - triedAt >= limits.rest &&
      (isLongerBy(limits.restartAtLatest) ||
        (isLongerBy(limits.restartAfter) && isCopied && uncopied() < limits.rest)),
    restartTried(isComplete) {
      triedAt = pages;
      if (isComplete) restartedAt = pages;
    },
    copy() {
      const due = isLongerBy(limits.restartAfter) ? limits.rest : limits.copyAfter;
      if (copying !== undefined || uncopied() < due || isLongerBy(limits.restartAtLatest)) return;
      copiedAt = pages;
      isCopied = false;
      copying = copy()
        .then((copied) => {
          isCopied = copied;
        })
        .catch(failed)
        .finally(() => {
          copying = undefined;
        });
    },
    async drain() {
      await copying;
    },
  };
}
