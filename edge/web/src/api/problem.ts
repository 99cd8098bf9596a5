import { ConnectError } from '@connectrpc/connect';
import { RetryInfoSchema } from '../../../../gen/ts/google/rpc/error_details_pb.ts';
import { reasonOf } from '../../../../platform/errors.ts';

const words: Readonly<Record<string, string>> = {
  CREDENTIALS_INVALID: 'Handle and password do not belong together.',
  HANDLE_TAKEN: 'Somebody has this handle already.',
  PASSWORD_WEAK: 'This password is too easy to guess.',
  TEXT_EMPTY: 'There is nothing in it yet.',
  TEXT_TOO_LONG: 'This is too long.',
  BLOCKED: 'This person has blocked you, or you have blocked this person.',
  USER_NOT_FOUND: 'There is nobody of this name.',
  POST_NOT_FOUND: 'This post is gone.',
  SELF_TARGET: 'That would be yourself.',
  FOLLOWING_LIMIT: 'You follow as many people as one may.',
  SESSION_REVOKED: 'You were signed out.',
};

/** What went wrong, for a person. */
export function problem(reason: unknown): string {
  const name = reasonOf(reason);
  if (name !== undefined && words[name] !== undefined) return words[name];
  const error = ConnectError.from(reason);
  const [retry] = error.findDetails(RetryInfoSchema);
  if (retry?.retryDelay)
    return `That was too often. Try again in ${inWords(Number(retry.retryDelay.seconds))}.`;
  if (name === 'FIELD_INVALID') return 'Something in the form is not as it should be.';
  return 'Skein could not be reached, or did not understand. Try again.';
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, seconds)} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
