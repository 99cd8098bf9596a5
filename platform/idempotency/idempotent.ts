import { createHash, createHmac } from 'node:crypto';
import {
  type DescMessage,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { callerOf } from '../auth/caller.ts';
import { DomainError } from '../domain-error.ts';
import { messageBytes } from '../rpc/encoded.ts';
import { hasSecrets } from '../secret-fields.ts';
import { inFlight } from './in-flight.ts';
import type { ClaimStore } from './port.ts';

export interface Arrival {
  /** An earlier arrival may have done the write, in part or in whole, or be doing it now. */
  readonly repeated: boolean;
  /** An earlier arrival has done it and answered; it comes to `run` again only where the answer is rebuilt. */
  readonly finished: boolean;
}

export interface IdempotentWrite<
  I extends DescMessage,
  O extends DescMessage,
  Ids extends Record<string, string>,
> {
  claims: ClaimStore;
  context: Pick<HandlerContext, 'values'>;
  method: DescMethodUnary<I, O>;
  request: MessageShape<I> & { requestId: string };
  /** Every id that the write needs; called once for each arrival. */
  newIds: () => Ids | Promise<Ids>;
  /**
   * The write: an upsert on `ids`. Repeated, it must not undo what happened since (a post made and deleted stays
   * deleted).
   */
  run: (ids: Ids, arrival: Arrival) => MessageInitShape<O> | Promise<MessageInitShape<O>>;
  /** Who asks, for calls that come without a signed-in user. Default: the user's id. */
  caller?: string;
  /**
   * Must be given when the answer has a secret (fields marked `debug_redact`). The answer is then never stored: `run` gives
   * it again from the claim's ids, and `authorize` throws unless who asks again still has the credential that the secret
   * stands for.
   */
  secret?: { authorize: (ids: Ids) => Promise<void> };
  /** Must be given when the request has a password: claims then keep a keyed hash, useless for guessing. */
  hashKey?: Uint8Array;
}

/**
 * Does a write once for each request_id: the same id gives the same answer, across retries, crashes and
 * processes. Without one the write is simply done. The same id with another body is REQUEST_ID_REUSED. A
 * write that fails leaves its claim unfinished, and the next arrival tries again.
 */
export async function idempotent<
  I extends DescMessage,
  O extends DescMessage,
  Ids extends Record<string, string>,
>(write: IdempotentWrite<I, O, Ids>): Promise<MessageInitShape<O>> {
  const { claims, method, request, newIds, run, secret } = write;
  if (secret === undefined && hasSecrets(method.output)) {
    throw new Error(`the answer of ${method.name} has secrets, and a claim must not keep them`);
  }
  if (request.requestId === '') return run(await newIds(), { repeated: false, finished: false });

  // None of the first two can hold a line feed, so scopes can't be mixed up.
  const scope = `${callerId(write)}\n${method.parent.typeName}/${method.name}\n${request.requestId}`;
  const bodyHash = hashOf(write);

  const claimed = async (): Promise<MessageInitShape<O>> => {
    const claim = await claims.take({ scope, bodyHash, ids: await newIds() });
    if (!bodyHash.equals(claim.bodyHash)) throw reused();
    if (claim.response) return decoded(method.output, claim.response);
    const { repeated, finished } = claim;
    const own = await run(claim.ids as Ids, { repeated, finished });
    if (secret !== undefined) {
      if (repeated) await secret.authorize(claim.ids as Ids);
      if (!finished) await claims.finish(scope, undefined);
      return own;
    }
    const bytes = messageBytes(method.output, own);
    const kept = await claims.finish(scope, bytes);
    return kept === undefined || Buffer.compare(kept, bytes) === 0 ? own : decoded(method.output, kept);
  };

  return inFlight(claims, scope, bodyHash, claimed, reused);
}

function callerId<I extends DescMessage, O extends DescMessage, Ids extends Record<string, string>>({
  caller,
  context,
  method,
}: IdempotentWrite<I, O, Ids>): string {
  const id = caller ?? callerOf(context).userId;
  if (!id) throw new Error(`${method.name} takes a request_id and so must know who asks`);
  return id;
}

function hashOf<I extends DescMessage, O extends DescMessage, Ids extends Record<string, string>>({
  hashKey,
  method,
  request,
}: IdempotentWrite<I, O, Ids>): Buffer {
  const hash = hashKey ? createHmac('sha256', hashKey) : createHash('sha256');
  return hash
    .update(`${method.parent.typeName}/${method.name}\n`)
    .update(toBinary(method.input, request))
    .digest();
}

function reused(): DomainError {
  return new DomainError('REQUEST_ID_REUSED', 'this request_id was used for another request', {
    field: 'request_id',
  });
}

/** A message is a value of its own init shape; the generic types can't say so. */
function decoded<O extends DescMessage>(output: O, bytes: Uint8Array): MessageInitShape<O> {
  return fromBinary(output, bytes) as MessageInitShape<O>;
}
