import { DomainError } from '../../platform/domain-error.ts';

/** Refusals that several services give, each with one reason and one text. @param field the request field at fault */
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
