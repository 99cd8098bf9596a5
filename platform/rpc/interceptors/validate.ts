import type { DescMessage, Message } from '@bufbuild/protobuf';
import { pathToString } from '@bufbuild/protobuf/reflect';
import { createValidator, type Violation } from '@bufbuild/protovalidate';
import { Code } from '@connectrpc/connect';
import { fail } from '../../errors.ts';
import type { Interceptor } from '../intercept.ts';

// It plans a type's rules when it first meets it and keeps the plan, so there is one for all.
const validator = createValidator();

/**
 * Holds every request message to the rules of the contract. One that breaks them is INVALID_ARGUMENT,
 * FIELD_INVALID, and names every broken field.
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
  const result = validator.validate(schema, message);
  if (result.kind === 'valid') return;
  if (result.kind === 'error') throw result.error;
  const violations = result.violations.map(({ field, message: description }) => ({
    field: pathToString(field),
    description,
  }));
  throw fail(Code.InvalidArgument, 'FIELD_INVALID', describe(result.violations), { violations });
}

function describe(violations: readonly Violation[]): string {
  return violations.map((violation) => violation.toString()).join('; ');
}
