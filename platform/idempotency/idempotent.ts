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
import type { ClaimStore } from './port.ts';
import { singleFlight } from './single-flight.ts';

export interface Attempt {
  /** An earlier attempt may have done the write, in part or in whole, or may be doing it now. */
  readonly repeated: boolean;
  /** An earlier attempt finished and answered. `run` sees this only where the response is rebuilt. */
  readonly finished: boolean;
}

type NoIds = Record<never, string>;

export interface IdempotentWrite<
  I extends DescMessage,
  O extends DescMessage,
  Ids extends Record<string, string> = NoIds,
> {
  claims: ClaimStore;
  context: Pick<HandlerContext, 'values'>;
  method: DescMethodUnary<I, O>;
  request: MessageShape<I> & { requestId: string };
  /** Makes every id that the write needs; called once for each attempt. Absent for a write without ids. */
  newIds?: () => Ids | Promise<Ids>;
  /**
   * The write: an upsert on `ids`. When repeated it must not undo later changes (a post that was created and deleted
   * stays deleted).
   */
  run: (ids: Ids, attempt: Attempt) => MessageInitShape<O> | Promise<MessageInitShape<O>>;
  /** The caller, for calls without a signed-in user. Default: the user's id. */
  caller?: string;
  /**
   * Required when the response has a secret (fields marked `debug_redact`). The response is then never stored: `run`
   * rebuilds it from the claim's ids, and `authorize` throws unless the caller still has the credential that the secret
   * belongs to.
   */
  secret?: { authorize: (ids: Ids) => Promise<void> };
  /** Required when the request has a password: claims then store a keyed hash, which cannot be used for guessing. */
  hashKey?: Uint8Array;
}

/**
 * Performs a write once for each request_id: the same request_id gives the same response, across retries, crashes and
 * processes. Without a request_id the write is simply performed. The same id with another body is REQUEST_ID_REUSED. A
 * failed write leaves its claim unfinished, and the next attempt tries again.
 */
export async function idempotent<
  I extends DescMessage,
  O extends DescMessage,
  Ids extends Record<string, string> = NoIds,
>(write: IdempotentWrite<I, O, Ids>): Promise<MessageInitShape<O>> {
  const { claims, method, request, newIds = () => ({}) as Ids, run, secret } = write;
  if (secret === undefined && hasSecrets(method.output)) {
    throw new Error(`the answer of ${method.name} has secrets, and a claim must not keep them`);
  }
  if (write.hashKey === undefined && hasSecrets(method.input)) {
    throw new Error(`the request of ${method.name} has secrets, and its hash needs a key`);
  }
  if (request.requestId === '') return run(await newIds(), { repeated: false, finished: false });

  // The first two parts cannot contain a line feed, so scopes are unambiguous.
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

  return singleFlight(claims, scope, bodyHash, claimed, reused);
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

/** A message is a valid init shape of itself, which the generic types cannot express. */
function decoded<O extends DescMessage>(output: O, bytes: Uint8Array): MessageInitShape<O> {
  return fromBinary(output, bytes) as MessageInitShape<O>;
}
