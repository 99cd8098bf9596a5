import type { ServiceImpl } from '@connectrpc/connect';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { loadConfig } from '../../platform/config.ts';
import { idAtTime, timeOf } from '../../platform/ids.ts';
import type { Composed, Host } from '../host.ts';
import { graphClient } from './adapters/graph-client.ts';
import { postClient } from './adapters/post-client.ts';
import { userClient } from './adapters/user-client.ts';
import { timelineSettings } from './config.ts';
import { queriedTimelines, type TimelineSources } from './domain/timelines.ts';
import { listTimelines } from './rpc/list-timelines.ts';

/** What tests put in the place of the other services. */
export type TimelineOverrides = Partial<TimelineSources>;

export function compose(host: Host, overrides: TimelineOverrides = {}): Composed {
  const { product } = loadConfig(timelineSettings, host.env, { unknown: 'ignored' });
  const posts = postClient(host.transport('post'));
  const users = userClient(host.transport('user'));
  const times = { timeOf, idAtTime };
  const timelines = queriedTimelines(
    {
      graphs: graphClient(host.transport('graph')),
      entries: posts,
      hydration: { posts: posts.posts, activeUsers: users.activeUsers },
      ...overrides,
    },
    { foldWindowMs: product.foldWindowMs, times },
  );
  const impl: Partial<ServiceImpl<typeof TimelineService>> = listTimelines({
    timelines,
    pageTokens: host.pageTokens,
    times,
  });
  return { hosted: [{ service: TimelineService, impl }], start: async () => {} };
}
