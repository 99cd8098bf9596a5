import type { DescMethod } from '@bufbuild/protobuf';
import type { ServiceTable } from './service-table.ts';

/** A program of another team in the same mesh, which calls public RPCs without passing the edge. */
export interface ExternalCaller {
  /** Lower-case letters and dashes. */
  readonly name: string;
  /** The identity of its service account, such as `cluster.local/ns/billing/sa/invoices`. */
  readonly principal: string;
  /** The public RPCs that it calls. */
  readonly calls: readonly DescMethod[];
}

/** @throws Error where a caller's identity is no service account, or it names an RPC that is not public */
export function checkExternalCallers(
  { built }: Pick<ServiceTable, 'built'>,
  callers: readonly ExternalCaller[],
): readonly ExternalCaller[] {
  const isPublic = new Set(built.flatMap((service) => service.public));
  for (const { name, principal, calls } of callers) {
    if (!/^[^/\s]+\/ns\/[^/\s]+\/sa\/[^/\s]+$/.test(principal))
      throw new Error(`${name} has the principal ${principal}, which is no service account`);
    const hidden = calls.find(({ parent }) => !isPublic.has(parent));
    if (hidden !== undefined) throw new Error(`${name} calls ${hidden.parent.typeName}, which is not public`);
  }
  return callers;
}
