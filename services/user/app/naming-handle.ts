import { DomainError } from '../../../platform/domain-error.ts';
import { handleTaken } from '../domain/account.ts';

/** The change's answer; when the store finds the handle taken, the field of the request that asked for it is named. */
export async function namingHandle<T>(field: string, change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    throw error instanceof DomainError && error.reason === 'HANDLE_TAKEN' ? handleTaken({ field }) : error;
  }
}
