import type { ServiceImpl } from '@connectrpc/connect';
import {
  ListHomeTimelineResponseSchema,
  ListUserTimelineResponseSchema,
  type TimelineService,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { callerOf, requireUser } from '../../../platform/auth/caller.ts';
import { type PageTokens, pageSize } from '../../../platform/pages.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import type { IdTimes } from '../domain/folding.ts';
import type { Page } from '../domain/page.ts';
import type { Timelines } from '../domain/timelines.ts';
import { encodePage } from './encode.ts';

type Lists = Pick<ServiceImpl<typeof TimelineService>, 'listHomeTimeline' | 'listUserTimeline'>;

export interface ListTimelinesDeps {
  readonly timelines: Timelines;
  readonly pageTokens: PageTokens;
  readonly times: IdTimes;
}

/** ListHomeTimeline and ListUserTimeline. A page token is a place in one viewer's view of one timeline. */
export function listTimelines({ timelines, pageTokens, times }: ListTimelinesDeps): Lists {
  const answer = (page: Page, query: string) => {
    const next = page.beforeId === undefined ? '' : pageTokens.seal(query, [page.beforeId]);
    return encodePage(page, { next }, times);
  };
  return {
    async listHomeTimeline(request, context) {
      const { userId } = requireUser(context);
      const query = `ListHomeTimeline ${userId}`;
      const beforeId = pageTokens.open(query, request.pageToken)?.[0];
      const page = await timelines.home(userId, pageSize(request.pageSize), beforeId);
      return encoded(ListHomeTimelineResponseSchema, answer(page, query));
    },
    async listUserTimeline(request, context) {
      const viewerId = callerOf(context).userId;
      const query = `ListUserTimeline ${request.userId} ${viewerId ?? ''}`;
      const beforeId = pageTokens.open(query, request.pageToken)?.[0];
      const page = await timelines.author(request.userId, viewerId, pageSize(request.pageSize), beforeId);
      return encoded(ListUserTimelineResponseSchema, answer(page, query));
    },
  };
}
