import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { type Attempt, idempotent } from '../../../platform/idempotency/idempotent.ts';
import type { RpcContext } from './context.ts';

/** Makes a change of the caller's own account once for each request_id, under one change id. */
export function idempotentChange<I extends DescMessage, O extends DescMessage>(
  { claims, claimKey, ids }: RpcContext,
  method: DescMethodUnary<I, O>,
  request: MessageShape<I> & { requestId: string },
  context: HandlerContext,
  change: (changeId: string, attempt: Attempt) => Promise<MessageInitShape<O>>,
  secret?: { authorize: () => Promise<void> },
): Promise<MessageInitShape<O>> {
  return idempotent({
    claims,
    context,
    method,
    request,
    hashKey: claimKey,
    newIds: () => ({ changeId: ids.next() }),
    run: ({ changeId }, attempt) => change(changeId, attempt),
    ...(secret && { secret }),
  });
}
