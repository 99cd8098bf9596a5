import { DomainError } from '../domain-error.ts';
import { loginRefused } from '../engines/engine-refused.ts';
import { engineUnavailable } from '../engines/unavailable.ts';

/** An answer that the client throws as ResponseError. Recognised by its form: the client is loaded when the engine is opened. */
interface Refusal extends Error {
  readonly statusCode: number;
  readonly body?: { readonly error?: { readonly type?: string; readonly reason?: string } };
}

/** The client's names for requests without an answer. */
const withoutAnswer = new Set([
  'ConnectionError',
  'NoLivingConnectionsError',
  'RequestAbortedError',
  'TimeoutError',
]);

/** The states of a node that starts, has no primary shard of an index, or is overloaded; also of a single bulk item. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Whether no connection was made, or it was lost. */
export function isConnectionError(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConnectionError';
}

/** Whether a request named an index or alias that does not exist. */
export function isIndexMissing(error: unknown): boolean {
  return isRefusal(error) && error.statusCode === 404;
}

/** Whether an index has no shard that answers, also because it was removed during the request. */
export function isShardMissing(error: unknown): boolean {
  return isRefusal(error) && error.statusCode === 503;
}

/** Whether an index that was to be created exists already. */
export function isIndexPresent(error: unknown): boolean {
  return isRefusal(error) && error.body?.error?.type === 'resource_already_exists_exception';
}

/** Maps an error of the client to the one that callers of a store get. */
export function elasticsearchError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error;
  if (withoutAnswer.has(error.name)) return engineUnavailable('elasticsearch', error);
  if (!isRefusal(error)) return error;
  if (error.statusCode === 401 || error.statusCode === 403) {
    return loginRefused('elasticsearch', new Error(error.body?.error?.reason ?? error.message));
  }
  return isTransientStatus(error.statusCode) ? engineUnavailable('elasticsearch', error) : error;
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'ResponseError' && 'statusCode' in error;
}
