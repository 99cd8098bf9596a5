import { Code, type ConnectError } from '@connectrpc/connect';
import { fail } from '../../errors.ts';
import { messageMalformed } from '../limits.ts';
import type { FieldPlan } from './message-plan.ts';

/**
 * Shorter messages are not counted: a record takes at least two bytes, so they hold hardly more than `maxExtra`, and
 * validation checks the limits of lists.
 */
export const uncountedBytes = 2_048;

/** How many records a request may have beyond what the contract allows: fields of newer clients, or repeated ones. */
export const maxExtra = 1_000;

/** The deepest nesting of messages, groups, objects and arrays. */
export const maxDepth = 32;

/** @throws ConnectError FIELD_INVALID, worded as validation does */
export function tooManyItems({ name, maxItems }: FieldPlan): ConnectError {
  const message = `must contain no more than ${maxItems} item(s)`;
  const violations = [{ field: name, description: message }];
  return fail(Code.InvalidArgument, 'FIELD_INVALID', `${name}: ${message}`, { violations });
}

export function tooManyRecords(): ConnectError {
  return messageMalformed(undefined, 'the message has more fields than the contract has room for');
}

export function tooDeep(): ConnectError {
  return messageMalformed(undefined, `the message nests deeper than ${maxDepth} levels`);
}
