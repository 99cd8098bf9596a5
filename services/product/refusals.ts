import { DomainError } from '../../platform/domain-error.ts';

/** Errors that several services use, each with one reason and one message. @param field the invalid field of the request */
export function userNotFound(field?: string): DomainError {
  return new DomainError('USER_NOT_FOUND', 'there is no such user', field === undefined ? {} : { field });
}

export function accountDeactivated(): DomainError {
  return new DomainError('ACCOUNT_DEACTIVATED', 'the account is deactivated: sign in to restore it');
}

export function blocked(field: string): DomainError {
  return new DomainError('BLOCKED', 'one of the two accounts has blocked the other', { field });
}

export function mediaNotFound(field: string): DomainError {
  return new DomainError('MEDIA_NOT_FOUND', 'there is no such media', { field });
}
