import { fromBinary, type MessageInitShape, toJsonString } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { DeadLetterSchema } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import type { DeadLetter } from '../../../platform/events/dead-letter.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { cutPage, requestedPage } from '../../../platform/pages.ts';
import type { OpsHandlers, RpcContext } from './context.ts';

type Rpcs = 'listDeadLetters' | 'retryDeadLetter' | 'discardDeadLetter';

export function deadLetters({ app, claims, pageTokens }: RpcContext): Pick<OpsHandlers, Rpcs> {
  /** The claim keeps whether the first attempt found the letter. */
  const found =
    ({ deadLetterId }: { deadLetterId: string }) =>
    async () => ({ letterId: (await app.hasDeadLetter(ownId(deadLetterId))) ? ownId(deadLetterId) : '' });
  return {
    async listDeadLetters(request) {
      const { topic, group } = request;
      const query = `ListDeadLetters ${JSON.stringify([topic, group])}`;
      const { size, after, nextToken } = requestedPage(pageTokens, query, request);
      const place = after && { failedMs: Number(after[0]), id: after[1]! };
      const found = await app.listDeadLetters({ topic, group, after: place, limit: size + 1 });
      const { items, last } = cutPage(found, size);
      return {
        deadLetters: items.map(encode),
        nextPageToken: nextToken(last && [String(last.failedMs), last.id]),
      };
    },
    retryDeadLetter: (request, context) =>
      idempotent({
        claims,
        context,
        method: OpsService.method.retryDeadLetter,
        request,
        newIds: found(request),
        async run({ letterId }, { repeated }) {
          const id = ownId(request.deadLetterId);
          const goneIsDone = repeated && letterId === id;
          const outcome = await app.retryDeadLetter(id, context.signal, { goneIsDone });
          return outcome === 'taken' ? { taken: true } : { taken: false, deadLetter: encode(outcome) };
        },
      }),
    discardDeadLetter: (request, context) =>
      idempotent({
        claims,
        context,
        method: OpsService.method.discardDeadLetter,
        request,
        newIds: found(request),
        async run({ letterId }, { repeated }) {
          const id = ownId(request.deadLetterId);
          await app.discardDeadLetter(id, { goneIsDone: repeated && letterId === id });
          return {};
        },
      }),
  };
}

/** `group/topic/eventId`, encoded for use in a path. Names of groups and topics contain no tilde. */
const publicId = (id: string) => id.replaceAll('/', '~');
const ownId = (id: string) => id.replaceAll('~', '/');

function encode(letter: DeadLetter): MessageInitShape<typeof DeadLetterSchema> {
  const { id, topic, group, key, value, error, attempts, failedMs } = letter;
  return {
    id: publicId(id),
    topic,
    group,
    key,
    value,
    valueJson: jsonOf(value),
    error,
    attemptCount: attempts,
    createTime: timestampFromMs(failedMs),
  };
}

function jsonOf(value: Uint8Array): string {
  try {
    return toJsonString(EventSchema, fromBinary(EventSchema, value));
  } catch {
    // The event may be a dead letter because it can't be decoded.
    return '';
  }
}
