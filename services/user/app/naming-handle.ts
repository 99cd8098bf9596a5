import { DomainError } from '../../../platform/domain-error.ts';
import { handleTaken } from '../domain/account.ts';

/** Returns the change's result. For a taken handle, the error names the request field with the handle. */
export async function namingHandle<T>(field: string, change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    throw error instanceof DomainError && error.reason === 'HANDLE_TAKEN' ? handleTaken({ field }) : error;
  }
}
