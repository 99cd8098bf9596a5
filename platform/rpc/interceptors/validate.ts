import type { DescMessage, Message } from '@bufbuild/protobuf';
import { pathToString } from '@bufbuild/protobuf/reflect';
import { createValidator, type Violation } from '@bufbuild/protovalidate';
import { Code } from '@connectrpc/connect';
import { fail } from '../../errors.ts';
import type { Interceptor } from '../intercept.ts';
import { countItems } from '../requests/count-items.ts';
import { messagePlan } from '../requests/message-plan.ts';

// They plan a type's rules when they first meet it and keep the plan, so there is one of each for all.
const validator = createValidator();
const untilFirst = createValidator({ failFast: true });

/** Of a message with more elements than this only the first broken field is looked for. */
const maxItemsLookedAt = 16;
/** So many broken fields an answer names. */
const maxViolations = 16;

/**
 * Holds every request message to the rules of the contract. One that breaks them is INVALID_ARGUMENT, FIELD_INVALID, and
 * names the broken fields; of one with long lists, the first. How long lists are comes before what is in them.
 */
export function validate(): Interceptor {
  return ({ method, request }) => {
    if (request !== undefined) {
      check(method.input, request);
      return;
    }
    return { message: (message) => check(method.input, message) };
  };
}

function check(schema: DescMessage, message: Message): void {
  const items = countItems(messagePlan(schema), message);
  const result = (items > maxItemsLookedAt ? untilFirst : validator).validate(schema, message);
  if (result.kind === 'valid') return;
  if (result.kind === 'error') throw result.error;
  const broken = result.violations.slice(0, maxViolations);
  const violations = broken.map(({ field, message: description }) => ({
    field: pathToString(field),
    description,
  }));
  throw fail(Code.InvalidArgument, 'FIELD_INVALID', describe(broken), { violations });
}

function describe(violations: readonly Violation[]): string {
  return violations.map((violation) => violation.toString()).join('; ');
}
