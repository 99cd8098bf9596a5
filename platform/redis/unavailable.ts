import { engineUnavailable } from '../engines/unavailable.ts';

/**
 * Runs work that needs Redis. The client fails with many different errors when nodes are gone, move or time out;
 * callers get one.
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
