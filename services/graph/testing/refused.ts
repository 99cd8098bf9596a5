import { ConnectError } from '@connectrpc/connect';
import type { Test } from 'tap';
import { BadRequestSchema, ErrorInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import type { ReasonName } from '../../../platform/domain-error.ts';
import { codeOfReason } from '../../../platform/errors.ts';

/** Checks that a call is refused: canonical code, reason, and the field and metadata where given. */
export async function refused(
  t: Test,
  call: Promise<unknown>,
  reason: ReasonName,
  more: { field?: string; metadata?: Record<string, string> } = {},
): Promise<void> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => ConnectError.from(error),
  );
  const info = error?.findDetails(ErrorInfoSchema)[0];
  t.equal(info?.reason, reason);
  t.equal(error?.code, codeOfReason[reason]);
  if (more.metadata) t.same(info?.metadata, more.metadata);
  if (more.field) {
    const violations = error?.findDetails(BadRequestSchema)[0]?.fieldViolations ?? [];
    t.ok(
      violations.some(({ field }) => field === more.field),
      `${reason} names ${more.field}`,
    );
  }
}
