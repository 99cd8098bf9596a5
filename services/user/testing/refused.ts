import { ConnectError } from '@connectrpc/connect';
import type { Test } from 'tap';
import { BadRequestSchema, RetryInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import type { ReasonName } from '../../../platform/domain-error.ts';
import { codeOfReason, reasonOf } from '../../../platform/errors.ts';

/** Checks that a call is refused with the reason and its canonical code, naming the field if one is given. */
export async function refused(
  t: Test,
  call: Promise<unknown>,
  reason: ReasonName,
  field?: string,
): Promise<void> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => ConnectError.from(error),
  );
  t.equal(reasonOf(error), reason, `${reason} ${field ?? ''}`);
  if (!error) return;
  t.equal(error.code, codeOfReason[reason]);
  if (reason === 'RATE_LIMITED') {
    t.ok(error.findDetails(RetryInfoSchema)[0]?.retryDelay, 'it says when to try again');
  }
  if (field !== undefined) {
    const violations = error.findDetails(BadRequestSchema)[0]?.fieldViolations ?? [];
    t.ok(
      violations.some((violation) => violation.field === field),
      `it names ${field}, not ${violations.map((violation) => violation.field)}`,
    );
  }
}
