import { ConnectError } from '@connectrpc/connect';
import type { Test } from 'tap';
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RetryInfoSchema,
} from '../../gen/ts/google/rpc/error_details_pb.ts';
import type { ReasonName } from '../domain-error.ts';
import { codeOfReason, reasonOf } from '../errors.ts';

/**
 * Expects a call to be refused with the reason and its canonical code, and with the field and the metadata if they
 * are given. RATE_LIMITED must say when to retry.
 */
export async function expectRefused(
  t: Test,
  call: Promise<unknown>,
  reason: ReasonName,
  { field, metadata }: { field?: string; metadata?: Record<string, string> } = {},
): Promise<void> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => ConnectError.from(error),
  );
  t.equal(reasonOf(error), reason, `${reason} ${field ?? ''}`);
  if (error === undefined) return;
  t.equal(error.code, codeOfReason[reason]);
  if (metadata !== undefined) t.same(error.findDetails(ErrorInfoSchema)[0]?.metadata, metadata);
  if (reason === 'RATE_LIMITED')
    t.ok(error.findDetails(RetryInfoSchema)[0]?.retryDelay, 'it says when to retry');
  if (field === undefined) return;
  const fields = error.findDetails(BadRequestSchema)[0]?.fieldViolations.map((each) => each.field) ?? [];
  t.ok(fields.includes(field), `names ${field}, among ${fields}`);
}
