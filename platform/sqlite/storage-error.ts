import { DomainError } from '../domain-error.ts';

/** How soon trying again makes sense: the file is opened and checked again about once a second. */
const retryAfterMs = 1_000;

/**
 * SQLite's primary result codes for what memory, disk and system do, and not for what a statement says: NOMEM, READONLY,
 * IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB.
 */
const failing: ReadonlySet<number> = new Set([7, 8, 10, 11, 13, 14, 15, 26]);
/** Another process holds a lock (BUSY, LOCKED): nothing is wrong with the file. */
const locked: ReadonlySet<number> = new Set([5, 6]);

/** What the storage of this process can't do now. Whether a write under way was done is unknown: repeat it. */
export function storageUnavailable(cause: unknown): DomainError {
  return new DomainError('DEPENDENCY_UNAVAILABLE', 'the storage of the server fails', {
    metadata: { dependency: 'storage' },
    retryAfterMs,
    cause,
  });
}

/** Whether the file can't be relied on until it has been opened and checked again. */
export function isStorageFailure(error: unknown): boolean {
  return failing.has(primaryCode(error));
}

/** Whether it is somebody else's turn. */
export function isLocked(error: unknown): boolean {
  return locked.has(primaryCode(error));
}

/** An error of SQLite as a caller of a store gets it; others as they are. */
export function storageError(error: unknown): unknown {
  return isStorageFailure(error) || isLocked(error) ? storageUnavailable(error) : error;
}

/** That a connection for reading was given a write: a mistake of ours, where the file itself is in order. */
const readOnly = 8;

/** The same of a read. */
export function readError(error: unknown): unknown {
  return (error as { errcode?: unknown } | undefined)?.errcode === readOnly ? error : storageError(error);
}

/** -1 for errors that are not SQLite's. */
function primaryCode(error: unknown): number {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode & 0xff : -1;
}
