import type { Duration } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RetryInfoSchema,
} from '../../../../gen/ts/google/rpc/error_details_pb.ts';
import type { ReasonName } from '../../../../platform/domain-error.ts';
import { reasonOf } from '../../../../platform/errors.ts';

/** A message for every reason of the contract; the compiler requires one for new reasons. */
const words: Readonly<Record<ReasonName, string>> = {
  ACCOUNT_DEACTIVATED: 'This account is deactivated. Sign in to restore it.',
  BLOCKED: 'This person has blocked you, or you have blocked this person.',
  CANCELLED: 'This was cancelled.',
  CONFLICT: 'Something else changed this at the same time. Try again.',
  CREDENTIALS_INVALID: 'Handle or password is wrong.',
  DEADLINE_EXCEEDED: 'Skein took too long to answer. Try again.',
  DEPENDENCY_UNAVAILABLE: 'A part of Skein does not answer at the moment. Try again in a moment.',
  DRAINING: 'Skein is restarting. Try again in a moment.',
  EMAIL_UNVERIFIED: 'Your e-mail address is not verified yet.',
  FIELD_INVALID: 'A field of the form is not valid.',
  FOLLOWING_LIMIT: 'You already follow the largest allowed number of people.',
  HANDLE_TAKEN: 'This handle is already taken.',
  INTERNAL: 'Skein had an error. It is recorded; try again.',
  LINK_NOT_FOUND: 'There is no such link.',
  MEDIA_NOT_FOUND: 'This picture or film is gone.',
  MEDIA_TOO_LARGE: 'This file is too large.',
  MEDIA_TYPE_INVALID: 'This file type is not supported.',
  MESSAGE_MALFORMED: 'Skein could not read what this page sent. Reload the page and try again.',
  MESSAGE_TOO_LARGE: 'This is larger than Skein accepts.',
  NOT_FOUND: 'There is no such thing.',
  NOT_OWNER: 'This belongs to another person.',
  OVERLOADED: 'Skein has too much to do just now. Try again in a moment.',
  PAGE_TOKEN_INVALID: 'This list has changed. Try again, or reload the page.',
  PASSWORD_WEAK: 'This password is too easy to guess.',
  POST_NOT_FOUND: 'This post is gone.',
  QUERY_INVALID: 'This search could not be understood.',
  RATE_LIMITED: 'Too many attempts. Try again later.',
  READER_TOO_SLOW: 'This page could not keep up.',
  REBUILD_LOST: 'A search index is being built again.',
  REFRESH_TOKEN_REUSED: 'You were signed out to keep your account safe. Sign in again.',
  REQUEST_ID_REUSED: 'This was sent before with different content. Reload the page.',
  RESUME_TOKEN_INVALID: 'The live connection must start again.',
  RESUME_TOKEN_TOO_OLD: 'You were away for too long.',
  ROLE_REQUIRED: 'Your account may not do this.',
  SELF_TARGET: 'You cannot do this to yourself.',
  SERVICE_NOT_ALLOWED: 'One part of Skein may not call another.',
  SERVICE_REQUIRED: 'Only services may do this.',
  SESSION_NOT_FOUND: 'There is no such session.',
  SESSION_REVOKED: 'You were signed out.',
  TEXT_CHARACTER_INVALID: 'A letter has too many marks, or a character changes the writing direction.',
  TEXT_CONTROL_CHARACTER: 'It has a character that cannot be shown, such as a tab.',
  TEXT_EMPTY: 'The text is empty.',
  TEXT_TOO_LONG: 'This is too long.',
  TOKEN_EXPIRED: 'Your session is over. Sign in again.',
  TOKEN_INVALID: 'Your session is not valid. Sign in again.',
  TOKEN_MISSING: 'Sign in to do this.',
  UNIMPLEMENTED: 'Skein cannot do this yet.',
  USER_NOT_FOUND: 'There is no person with this name.',
};

export function messageOf(reason: ReasonName): string {
  return words[reason];
}

const inTheForm: Readonly<Record<string, string>> = {
  handle: 'A handle has 1 to 30 letters, digits and underscores.',
  password: 'This password is too short or too long.',
  query: 'This search is too long.',
};

/** By the violated rule of passwords. */
const weakPassword: Readonly<Record<string, string>> = {
  length: 'A password has 8 to 256 characters.',
  variety: 'A password has at least four different characters.',
  handle: 'Your handle is the first password that others would try. Choose another one.',
  common: 'Very many people use this password, so others would try it first. Choose another one.',
};

/** The end of a message, which the server's time replaces. */
const whenToRetry = / Try again(?: later| in a moment)?\.$/;

/** An error's message for users. */
export function errorMessage(reason: unknown): string {
  const error = ConnectError.from(reason);
  const name = reasonOf(reason);
  const [retry] = error.findDetails(RetryInfoSchema);
  if (name !== undefined && name in words && retry?.retryDelay)
    return `${words[name as ReasonName].replace(whenToRetry, '')} Try again in ${inWords(retry.retryDelay)}.`;
  if (name === 'FIELD_INVALID') return inTheForm[fieldOf(error)] ?? words.FIELD_INVALID;
  if (name === 'PASSWORD_WEAK') return weakPassword[metadataOf(error).rule ?? ''] ?? words.PASSWORD_WEAK;
  if (name !== undefined && name in words) return words[name as ReasonName] + placeOf(error);
  if (error.code === Code.ResourceExhausted) return words.OVERLOADED;
  if (error.code === Code.DeadlineExceeded) return words.DEADLINE_EXCEEDED;
  // Browsers report an unreachable server as an unknown error without details.
  if (error.code === Code.Unknown || error.code === Code.Unavailable)
    return 'Skein could not be reached. Try again.';
  return 'Skein did not understand. Reload the page and try again.';
}

/** Which character of a text is refused, counted from one. */
function placeOf(error: ConnectError): string {
  const position = Number(metadataOf(error).position);
  return Number.isInteger(position) ? ` It is character ${position + 1}.` : '';
}

function metadataOf(error: ConnectError): Readonly<Record<string, string>> {
  return error.findDetails(ErrorInfoSchema)[0]?.metadata ?? {};
}

function fieldOf(error: ConnectError): string {
  const [bad] = error.findDetails(BadRequestSchema);
  return bad?.fieldViolations[0]?.field ?? '';
}

function inWords({ seconds: whole, nanos }: Duration): string {
  const seconds = Number(whole) + Math.ceil(nanos / 1e9);
  if (seconds < 90) return seconds <= 1 ? 'a second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
