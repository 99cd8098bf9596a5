import { engineUnavailable } from '../engines/unavailable.ts';

/**
 * Does what needs Redis. The client fails with many words when nodes are gone, move or do not answer in time: to callers
 * they are one.
 *
 * @throws DomainError DEPENDENCY_UNAVAILABLE
 */
export async function withRedis<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw engineUnavailable('redis', cause);
  }
}
