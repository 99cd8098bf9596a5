import type { DescMessage, Message } from '@bufbuild/protobuf';
import { pathToString } from '@bufbuild/protobuf/reflect';
import { createValidator, type Violation } from '@bufbuild/protovalidate';
import { Code } from '@connectrpc/connect';
import { fail } from '../../errors.ts';
import type { Interceptor } from '../intercept.ts';
import { countItems } from '../requests/count-items.ts';
import { messagePlan } from '../requests/message-plan.ts';

// Both compile the rules of a type at its first use and cache them, so all calls share one of each.
const validator = createValidator();
const untilFirst = createValidator({ failFast: true });

/** For a message with more elements, only the first broken field is searched. */
const maxItemsLookedAt = 16;
/** The most broken fields that a response names. */
const maxViolations = 16;

/**
 * Checks every request message against the rules of the contract. A violation is INVALID_ARGUMENT, FIELD_INVALID, and
 * names the broken fields (for long lists, the first). The length of a list is checked before its elements.
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
