import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { cutPage, requestedPage } from '../../../platform/pages.ts';
import type { LagCursor } from '../domain/lags.ts';
import type { OpsHandlers, RpcContext } from './context.ts';

/** ListConsumerLags. Lags change between pages: a page begins below the last lag of the previous one. */
export function listConsumerLags({ app, pageTokens }: RpcContext): Pick<OpsHandlers, 'listConsumerLags'> {
  return {
    async listConsumerLags(request) {
      const { topic, group } = request;
      const query = `ListConsumerLags ${JSON.stringify([topic, group])}`;
      const { size, after, nextToken } = requestedPage(pageTokens, query, request);
      const found = await app.listConsumerLags({ topic, group, after: placeOf(after) });
      const { items, last } = cutPage(found, size);
      return {
        lags: items.map(({ events, oldestTimeMs, ...rest }) => ({
          ...rest,
          eventCount: BigInt(events),
          oldestTime: oldestTimeMs === undefined ? undefined : timestampFromMs(oldestTimeMs),
        })),
        nextPageToken: nextToken(
          last && [String(last.events), last.topic, last.group, String(last.partition)],
        ),
      };
    },
  };
}

function placeOf(cursor: readonly string[] | undefined): LagCursor | undefined {
  if (cursor === undefined) return undefined;
  const [events, topic, group, partition] = cursor as [string, string, string, string];
  return { events: Number(events), topic, group, partition: Number(partition) };
}
