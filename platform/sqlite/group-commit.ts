import type { DatabaseSync } from 'node:sqlite';
import { type CommitSchedule, gatheringSchedule } from './commit-schedule.ts';
import { type Statements, statementsOf } from './statements.ts';
import { isStorageFailure, storageError } from './storage-error.ts';

export interface WriteFigures {
  commits: number;
  failedCommits: number;
  /** Writes acknowledged. */
  writes: number;
  /** Writes whose function threw. */
  failedWrites: number;
  /** The most writes in one COMMIT. */
  largestGroup: number;
  /** Time spent in COMMIT; nearly all of it waits for the disk. */
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
  run(commit: () => void, acknowledge: () => void): void {
    commit();
    acknowledge();
  },
};

interface Group {
  acknowledge: (() => void)[];
  reject: ((error: unknown) => void)[];
}

export interface GroupCommitOptions {
  /** When to commit. Default `gatheringSchedule`. */
  schedule?: CommitSchedule;
  /** Called right before each COMMIT; must not throw. */
  beforeCommit?: () => void;
  /** Called after each COMMIT, when its writes are acknowledged; must not throw. */
  committed?: () => void;
  /** The counters, kept across reconnections. */
  figures?: WriteFigures;
  /**
   * The storage failed, and every write of the group was rejected. Called once; this connection accepts no more writes.
   * The effect of a failed fsync on earlier pages is unknown, so only a reopened file may acknowledge writes.
   */
  failed?: (error: unknown) => void;
}

/** Writes that come close together share a transaction and its fsync. */
export function groupCommit(writer: DatabaseSync, options: GroupCommitOptions = {}) {
  const { schedule = gatheringSchedule(), beforeCommit, committed, figures = noWrites(), failed } = options;
  const statements = statementsOf(writer);
  let open: Group | undefined;
  let inWrite = false;

  const commit = (group: Group): void => {
    beforeCommit?.();
    const began = performance.now();
    statements.run('COMMIT');
    figures.commitMs += performance.now() - began;
    figures.commits++;
    figures.writes += group.acknowledge.length;
    figures.largestGroup = Math.max(figures.largestGroup, group.acknowledge.length);
  };

  /** Rejects the whole group: SQLite has rolled the transaction back, or this function does. */
  const abandon = (group: Group, error: unknown): void => {
    if (open === group) {
      open = undefined;
      schedule.ended?.(group.acknowledge.length);
    }
    figures.failedCommits++;
    rollBack();
    for (const reject of group.reject) reject(storageError(error));
    stopAfter(error);
  };
  const rollBack = (): void => {
    try {
      if (writer.isTransaction) statements.run('ROLLBACK');
    } catch {
      // The storage fails here too; closing the connection rolls the transaction back.
    }
  };
  const stopAfter = (error: unknown): void => {
    if (isStorageFailure(error)) failed?.(error);
  };

  const flush = (): void => {
    const group = open;
    if (!group) return;
    open = undefined;
    schedule.ended?.(group.acknowledge.length);
    try {
      commitOrder.run(
        () => commit(group),
        () => {
          for (const acknowledge of group.acknowledge) acknowledge();
        },
      );
    } catch (error) {
      abandon(group, error);
      return;
    }
    committed?.();
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

  return { write, flush };
}
