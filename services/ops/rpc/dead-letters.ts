import { fromBinary, type MessageInitShape, toJsonString } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import { EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { DeadLetterSchema } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { DeadLetter } from '../../../platform/events/dead-letter.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { pageSize } from '../../../platform/pages.ts';
import type { OpsContext } from './context.ts';

type Rpcs = 'listDeadLetters' | 'retryDeadLetter' | 'discardDeadLetter';

export function deadLetters({
  letters,
  claims,
  pageTokens,
}: OpsContext): Pick<ServiceImpl<typeof OpsService>, Rpcs> {
  return {
    async listDeadLetters({ topic, group, pageSize: asked, pageToken }) {
      const query = `ListDeadLetters ${JSON.stringify([topic, group])}`;
      const [failedMs, id] = pageTokens.open(query, pageToken) ?? [];
      const after = id === undefined ? undefined : { id, failedMs: Number(failedMs) };
      const size = pageSize(asked);
      const found = await letters.list({ topic, group, after, limit: size + 1 });
      const page = found.slice(0, size);
      const last = page.at(-1);
      return {
        deadLetters: page.map(encode),
        nextPageToken:
          found.length > size && last !== undefined
            ? pageTokens.seal(query, [String(last.failedMs), last.id])
            : '',
      };
    },
    retryDeadLetter: (request, context) =>
      idempotent({
        claims,
        context,
        method: OpsService.method.retryDeadLetter,
        request,
        newIds: () => ({}),
        async run() {
          const outcome = await letters.retry(ownId(request.deadLetterId), context.signal);
          if (outcome === undefined) throw noLetter();
          return outcome === 'taken' ? { taken: true } : { taken: false, deadLetter: encode(outcome) };
        },
      }),
    discardDeadLetter: (request, context) =>
      idempotent({
        claims,
        context,
        method: OpsService.method.discardDeadLetter,
        request,
        newIds: () => ({}),
        async run(_ids, { repeated }) {
          const gone = await letters.discard(ownId(request.deadLetterId));
          // An earlier arrival may have taken it away and not come to its end.
          if (!gone && !repeated) throw noLetter();
          return {};
        },
      }),
  };
}

/** `group/topic/eventId` in a form that can stand in a path: no name of a group or topic has a tilde. */
const publicId = (id: string) => id.replaceAll('/', '~');
const ownId = (id: string) => id.replaceAll('~', '/');

function noLetter(): DomainError {
  return new DomainError('NOT_FOUND', 'there is no such dead letter', {
    field: 'dead_letter_id',
    metadata: { kind: 'dead letter' },
  });
}

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
    // That it can't be decoded may be why it is here.
    return '';
  }
}
