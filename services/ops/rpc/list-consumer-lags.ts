import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import type { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { pageSize } from '../../../platform/pages.ts';
import { type LagPlace, pageOfLags } from '../domain/lags.ts';
import type { OpsContext } from './context.ts';

/** ListConsumerLags. Lags move while they are listed: a page goes on from where the one before ended. */
export function listConsumerLags({
  consumers,
  pageTokens,
}: OpsContext): Pick<ServiceImpl<typeof OpsService>, 'listConsumerLags'> {
  return {
    async listConsumerLags({ topic, group, pageSize: asked, pageToken }) {
      const query = `ListConsumerLags ${JSON.stringify([topic, group])}`;
      const after = placeOf(pageTokens.open(query, pageToken));
      const { lags, more } = pageOfLags(await consumers.lags(), {
        topic,
        group,
        after,
        size: pageSize(asked),
      });
      const last = lags.at(-1);
      return {
        lags: lags.map(({ events, oldestTimeMs, ...rest }) => ({
          ...rest,
          eventCount: BigInt(events),
          oldestTime: oldestTimeMs === undefined ? undefined : timestampFromMs(oldestTimeMs),
        })),
        nextPageToken:
          more && last !== undefined
            ? pageTokens.seal(query, [String(last.events), last.topic, last.group, String(last.partition)])
            : '',
      };
    },
  };
}

function placeOf(cursor: readonly string[] | undefined): LagPlace | undefined {
  if (cursor === undefined) return undefined;
  const [events, topic, group, partition] = cursor as [string, string, string, string];
  return { events: Number(events), topic, group, partition: Number(partition) };
}
