import { ConnectError } from '@connectrpc/connect';
import type { Test } from 'tap';
import { BadRequestSchema, ErrorInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import type { ReasonName } from '../../../platform/domain-error.ts';
import { codeOfReason, reasonOf } from '../../../platform/errors.ts';

/** Checks that a call is refused: canonical code, reason, and the field and metadata where given. */
export async function refused(
  t: Test,
  call: Promise<unknown>,
  reason: ReasonName,
  field?: string,
  metadata?: Record<string, string>,
): Promise<void> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => ConnectError.from(error),
  );
  t.equal(reasonOf(error), reason, `${reason} ${field ?? ''}`);
  if (error === undefined) return;
  t.equal(error.code, codeOfReason[reason]);
  if (metadata !== undefined) t.match(error.findDetails(ErrorInfoSchema)[0]?.metadata, metadata);
  if (field === undefined) return;
  const violations = error.findDetails(BadRequestSchema)[0]?.fieldViolations ?? [];
  t.ok(
    violations.some((violation) => violation.field === field),
    `it names ${field}, not ${violations.map((violation) => violation.field)}`,
  );
}
