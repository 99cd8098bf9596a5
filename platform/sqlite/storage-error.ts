import { DomainError } from '../domain-error.ts';

/** When to retry, in milliseconds: the file is reopened and verified about once a second. */
const retryAfterMs = 1_000;

/**
 * SQLite's primary result codes for failures of memory, disk and system, not of statements: NOMEM, READONLY, IOERR,
 * CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB.
 */
const failing: ReadonlySet<number> = new Set([7, 8, 10, 11, 13, 14, 15, 26]);
/** Another process holds a lock (BUSY, LOCKED); the file is fine. */
const locked: ReadonlySet<number> = new Set([5, 6]);

/** The storage of this process is unavailable. A write in flight may or may not have been done: repeat it. */
export function storageUnavailable(cause: unknown): DomainError {
  return new DomainError('DEPENDENCY_UNAVAILABLE', 'the storage of the server fails', {
    metadata: { dependency: 'storage' },
    retryAfterMs,
    cause,
  });
}

/** Whether the file is unreliable until it has been reopened and verified. */
export function isStorageFailure(error: unknown): boolean {
  return failing.has(primaryCode(error)) || isFailedSync(error);
}

function isFailedSync(error: unknown): boolean {
  return (error as { syscall?: unknown } | undefined)?.syscall === 'fdatasync';
}

/** Whether another process holds a lock. */
export function isLocked(error: unknown): boolean {
  return locked.has(primaryCode(error));
}

/** Maps an SQLite error to the one that callers of a store get; others are unchanged. */
export function storageError(error: unknown): unknown {
  return isStorageFailure(error) || isLocked(error) ? storageUnavailable(error) : error;
}

/** A write on a read connection: a programming error, the file is fine. */
const readOnly = 8;

/** The same for a read. */
export function readError(error: unknown): unknown {
  return (error as { errcode?: unknown } | undefined)?.errcode === readOnly ? error : storageError(error);
}

/** -1 for errors of other origin. */
function primaryCode(error: unknown): number {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode & 0xff : -1;
}
