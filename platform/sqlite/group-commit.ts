import type { DatabaseSync } from 'node:sqlite';
import { type CommitSchedule, gatheringSchedule } from './commit-schedule.ts';
import { type CheckpointLimits, checkpointLimits, logCheckpoints } from './log-checkpoints.ts';
import { type Statements, statementsOf } from './statements.ts';
import { isStorageFailure, storageError } from './storage-error.ts';
import type { WalSync } from './wal-sync.ts';

export interface WriteFigures {
  commits: number;
  failedCommits: number;
  /** Writes acknowledged. */
  writes: number;
  /** Writes whose function threw. */
  failedWrites: number;
  /** The most writes in one COMMIT. */
  largestGroup: number;
  /** Time from COMMIT until it is durable; nearly all of it waits for the disk. */
  commitMs: number;
}

export function noWrites(): WriteFigures {
  return { commits: 0, failedCommits: 0, writes: 0, failedWrites: 0, largestGroup: 0, commitMs: 0 };
}

/**
 * The steps that end a group, in order. They are exported so that a fault test can reorder them (for example
 * acknowledge before commit) and verify that its check fails.
 */
export const commitOrder = {
  async run(commit: () => Promise<void>, acknowledge: () => void): Promise<void> {
    await commit();
    acknowledge();
  },
};

interface Group {
  acknowledge: (() => void)[];
  reject: ((error: unknown) => void)[];
}

/** What others see of a commit. None of its functions may throw. */
export interface Visibility {
  /** Until `show`, reads do not see later commits. */
  hide(): void;
  /** Reads see all commits. */
  show(): void;
  /** Called right before each COMMIT. Returns what runs when the commit is durable and visible, and not if it failed. */
  committing(): () => void;
}

export interface GroupCommitOptions {
  /** Of the writer's file. The writer must leave durability to its caller. */
  log: WalSync;
  /** Copies that file's log into it, in another thread. Resolves with whether it did. */
  copyLog: () => Promise<boolean>;
  limits?: CheckpointLimits;
  /** When to commit. Default `gatheringSchedule`. */
  schedule?: CommitSchedule;
  visibility?: Visibility;
  /** The counters, kept across reconnections. */
  figures?: WriteFigures;
  /**
   * The storage failed, and every write in progress was rejected. Called once; this connection accepts no more writes.
   * The effect of a failed fsync on earlier pages is unknown, so only a reopened file may acknowledge writes. If it failed
   * while the log was copied, what was copied before may be lost, too.
   */
  failed?: (error: unknown, whileCopying: boolean) => void;
}

const nobodyLooks: Visibility = { hide() {}, show() {}, committing: () => () => {} };

/**
 * Writes that come close together share a transaction and its fsync. The thread does not wait for the disk: the next group
 * gathers while the log is synced, and commits afterwards. It waits only where a log begins anew (`checkpointLimits`).
 */
export function groupCommit(writer: DatabaseSync, options: GroupCommitOptions) {
  const { log, schedule = gatheringSchedule(), visibility = nobodyLooks, figures = noWrites() } = options;
  const statements = statementsOf(writer);
  let open: Group | undefined;
  let inWrite = false;
  /** Ends when the last COMMIT is durable or has failed. */
  let inProgress: Promise<void> | undefined;
  /** The open group is to be committed as soon as the last COMMIT is durable. */
  let isDue = false;
  /** `failed` was called. */
  let stopped = false;
  const checkpoints = logCheckpoints({
    limits: options.limits ?? checkpointLimits,
    copy: options.copyLog,
    failed: (error) => failCopy(error),
  });

  const commit = async (group: Group): Promise<void> => {
    const restartsLog = checkpoints.isRestartDue();
    visibility.hide();
    const committed = visibility.committing();
    const began = performance.now();
    statements.run('COMMIT');
    if (restartsLog) log.syncNow();
    else {
      checkpoints.grown(statements.get<{ log: number }>('PRAGMA wal_checkpoint(NOOP)')?.log ?? 0);
      await log.sync();
    }
    figures.commitMs += performance.now() - began;
    figures.commits++;
    figures.writes += group.acknowledge.length;
    figures.largestGroup = Math.max(figures.largestGroup, group.acknowledge.length);
    visibility.show();
    if (restartsLog) restartLog();
    else checkpoints.copy();
    committed();
  };
  /**
   * Copies the rest of the log before anyone reads or writes: only then the next group begins the log anew. A snapshot or a
   * transaction would keep it, and the log would grow for ever. What was committed is durable in the log, so that a
   * failure rejects only later writes.
   */
  const restartLog = (): void => {
    try {
      const answer = statements.get<Record<'busy' | 'log' | 'checkpointed', number>>(
        'PRAGMA wal_checkpoint(PASSIVE)',
      );
      checkpoints.restartTried(answer?.busy === 0 && answer.checkpointed === answer.log);
    } catch (error) {
      failCopy(error);
    }
  };

  /** Rejects the group, and the one that was opened on top of it. */
  const abandon = (group: Group, error: unknown, whileCopying = false): void => {
    const later = open;
    open = undefined;
    if (later) schedule.ended?.(later.acknowledge.length);
    figures.failedCommits++;
    rollBack();
    for (const lost of new Set([group, later]))
      for (const reject of lost?.reject ?? []) reject(storageError(error));
    stopAfter(error, whileCopying);
  };
  const rollBack = (): void => {
    try {
      if (writer.isTransaction) statements.run('ROLLBACK');
    } catch {
      // The storage fails here too; closing the connection rolls the transaction back.
    }
  };
  const stopAfter = (error: unknown, whileCopying = false): void => {
    if (stopped || !isStorageFailure(error)) return;
    stopped = true;
    options.failed?.(error, whileCopying);
  };
  const failCopy = (error: unknown): void => {
    if (!isStorageFailure(error)) return;
    if (open) abandon(open, error, true);
    else stopAfter(error, true);
  };

  const flush = (): void => {
    const group = open;
    if (!group) return;
    isDue = inProgress !== undefined;
    if (isDue) return;
    open = undefined;
    schedule.ended?.(group.acknowledge.length);
    const acknowledge = () => {
      for (const acknowledge of group.acknowledge) acknowledge();
    };
    inProgress = commitOrder
      .run(() => commit(group), acknowledge)
      .catch((error) => abandon(group, error))
      .then(() => {
        inProgress = undefined;
        if (isDue) flush();
      });
  };
  /** Commits the open group and resolves when nothing is in progress. */
  const drain = async (): Promise<void> => {
    do {
      flush();
      await inProgress;
    } while (open || inProgress);
    await checkpoints.drain();
  };

  const opened = (): Group => {
    try {
      open ??= begin();
      return open;
    } catch (error) {
      stopAfter(error);
      throw storageError(error);
    }
  };
  const begin = (): Group => {
    if (!writer.isTransaction) statements.run('BEGIN IMMEDIATE');
    const group: Group = { acknowledge: [], reject: [] };
    schedule.begun(() => {
      if (open === group) flush();
    });
    return group;
  };

  const inSavepoint = <T>(fn: (tx: Statements) => T): T => {
    statements.run('SAVEPOINT write');
    inWrite = true;
    try {
      const answer = fn(statements);
      if (answer instanceof Promise) {
        answer.catch(() => {});
        throw new Error('a write function must be synchronous');
      }
      statements.run('RELEASE write');
      return answer;
    } catch (error) {
      // A full disk and similar errors make SQLite roll back the whole transaction, including the savepoint.
      if (writer.isTransaction && !isStorageFailure(error)) {
        statements.run('ROLLBACK TO write');
        statements.run('RELEASE write');
      }
      throw error;
    } finally {
      inWrite = false;
    }
  };

  const write = <T>(fn: (tx: Statements) => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (inWrite) throw new Error('a write inside a write: use the statements that were given');
      const group = opened();
      try {
        const answer = inSavepoint(fn);
        group.acknowledge.push(() => resolve(answer));
        group.reject.push(reject);
        schedule.joined?.(group.acknowledge.length);
      } catch (error) {
        figures.failedWrites++;
        reject(storageError(error));
        if (!writer.isTransaction || isStorageFailure(error)) abandon(group, error);
      }
    });

  return { write, drain };
}
