import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  CountSubject,
  OperationKind,
  type OperationSchema,
  OperationState,
  SearchIndex,
} from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { encodeMismatch } from '../../../platform/count-check.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { cutPage, requestedPage } from '../../../platform/pages.ts';
import type { Operation, OperationState as State } from '../app/operations.ts';
import { type IndexName, reindex } from '../app/reindex.ts';
import { lettersOf, retriesOf, retryDeadLetters } from '../app/retry-dead-letters.ts';
import { type CountedSubject, verificationOf, verifiedOf, verifyCounts } from '../app/verify-counts.ts';
import type { OpsHandlers, RpcContext } from './context.ts';

type Rpcs =
  | 'retryDeadLetters'
  | 'startReindex'
  | 'verifyCounts'
  | 'listOperations'
  | 'getOperation'
  | 'stopOperation'
  | 'resumeOperation';

const kinds: Readonly<Record<string, OperationKind>> = {
  [reindex]: OperationKind.REINDEX,
  [verifyCounts]: OperationKind.VERIFY_COUNTS,
  [retryDeadLetters]: OperationKind.RETRY_DEAD_LETTERS,
};
const indexes: Readonly<Record<IndexName, SearchIndex>> = {
  posts: SearchIndex.POSTS,
  people: SearchIndex.USERS,
};
const subjects: Readonly<Record<CountedSubject, CountSubject>> = {
  posts: CountSubject.POSTS,
  people: CountSubject.USERS,
};
const states: Readonly<Record<State, OperationState>> = {
  running: OperationState.RUNNING,
  stopped: OperationState.STOPPED,
  succeeded: OperationState.SUCCEEDED,
  failed: OperationState.FAILED,
};

/** RetryDeadLetters, StartReindex, VerifyCounts, and the RPCs for operations of every kind. */
export function operations({ app, claims, ids, pageTokens }: RpcContext): Pick<OpsHandlers, Rpcs> {
  const { method } = OpsService;
  return {
    retryDeadLetters: (request, context) =>
      idempotent({
        claims,
        context,
        method: method.retryDeadLetters,
        request,
        newIds: () => ({ operationId: ids.next() }),
        async run({ operationId }) {
          const { topic, group } = request;
          const { userId } = requireUser(context);
          return { operation: encode(await app.startRetries(operationId, userId, { topic, group })) };
        },
      }),
    startReindex: (request, context) =>
      idempotent({
        claims,
        context,
        method: method.startReindex,
        request,
        newIds: () => ({ operationId: ids.next() }),
        async run({ operationId }) {
          const { userId } = requireUser(context);
          const index = nameOf(indexes, request.index)!;
          return { operation: encode(await app.startReindex(operationId, userId, index)) };
        },
      }),
    verifyCounts: (request, context) =>
      idempotent({
        claims,
        context,
        method: method.verifyCounts,
        request,
        newIds: () => ({ operationId: ids.next() }),
        async run({ operationId }) {
          const { userId } = requireUser(context);
          const verification = { subject: nameOf(subjects, request.subject), repair: request.repair };
          return { operation: encode(await app.startVerification(operationId, userId, verification)) };
        },
      }),
    async listOperations(request) {
      const { kind, state } = request;
      const query = `ListOperations ${kind} ${state}`;
      const { size, after, nextToken } = requestedPage(pageTokens, query, request);
      const which = { kind: nameOf(kinds, kind) ?? '', state: nameOf(states, state), beforeId: after?.[0] };
      const { items, last } = cutPage(await app.listOperations({ ...which, limit: size + 1 }), size);
      return { operations: items.map(encode), nextPageToken: nextToken(last && [last.id]) };
    },
    async getOperation({ operationId }) {
      return { operation: encode(await app.getOperation(operationId)) };
    },
    stopOperation: (request, context) =>
      idempotent({
        claims,
        context,
        method: method.stopOperation,
        request,
        run: async () => ({ operation: encode(await app.stopOperation(request.operationId)) }),
      }),
    resumeOperation: (request, context) =>
      idempotent({
        claims,
        context,
        method: method.resumeOperation,
        request,
        run: async () => ({ operation: encode(await app.resumeOperation(request.operationId)) }),
      }),
  };
}

function encode(operation: Operation): MessageInitShape<typeof OperationSchema> {
  const { id, kind, input, result, operatorId, error, startedMs, updatedMs, endedMs } = operation;
  return {
    id,
    kind: kinds[kind] ?? OperationKind.UNSPECIFIED,
    state: states[operation.state],
    doneCount: BigInt(operation.done),
    totalCount: BigInt(operation.total),
    operatorId,
    startTime: timestampFromMs(startedMs),
    updateTime: timestampFromMs(updatedMs),
    endTime: endedMs === undefined ? undefined : timestampFromMs(endedMs),
    error,
    retries: kind === retryDeadLetters ? encodeRetries(input, result) : undefined,
    counts: kind === verifyCounts ? encodeVerified(input, result) : undefined,
    searchIndex: kind === reindex ? indexes[input as IndexName] : SearchIndex.UNSPECIFIED,
  };
}

function encodeRetries(input: string, result: string) {
  const { taken, returned } = retriesOf(result);
  return { ...lettersOf(input), takenCount: BigInt(taken), returnedCount: BigInt(returned) };
}

function encodeVerified(input: string, result: string) {
  const { subject, repair } = verificationOf(input);
  const { mismatches, repaired, listed } = verifiedOf(result);
  return {
    subject: subject === undefined ? CountSubject.UNSPECIFIED : subjects[subject],
    repair,
    mismatchCount: BigInt(mismatches),
    repairedCount: BigInt(repaired),
    mismatches: listed.map(encodeMismatch),
  };
}

function nameOf<Name extends string, V>(table: Readonly<Record<Name, V>>, value: V): Name | undefined {
  return (Object.keys(table) as Name[]).find((name) => table[name] === value);
}
