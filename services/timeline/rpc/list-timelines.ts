import type { ServiceImpl } from '@connectrpc/connect';
import {
  ListHomeTimelineResponseSchema,
  ListUserTimelineResponseSchema,
  type TimelineService,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { callerOf, requireUser } from '../../../platform/auth/caller.ts';
import { type PageTokens, pageSize } from '../../../platform/pages.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import type { ResumeTokens } from '../../../platform/streams/resume-tokens.ts';
import type { IdTimes } from '../domain/folding.ts';
import type { LowWatermark } from '../domain/low-watermark.ts';
import type { Page } from '../domain/page.ts';
import type { Timelines } from '../domain/timelines.ts';
import { encodePage } from './encode.ts';
import { resumeQuery } from './tokens.ts';

type Lists = Pick<ServiceImpl<typeof TimelineService>, 'listHomeTimeline' | 'listUserTimeline'>;

export interface ListTimelinesDeps {
  readonly timelines: Timelines;
  readonly watermark: LowWatermark;
  readonly pageTokens: PageTokens;
  readonly resumeTokens: ResumeTokens<ResumePoint>;
  readonly times: IdTimes;
}

/** ListHomeTimeline and ListUserTimeline. A page token is a place in one viewer's view of one timeline. */
export function listTimelines(deps: ListTimelinesDeps): Lists {
  const { timelines, watermark, pageTokens, resumeTokens, times } = deps;
  const answer = (page: Page, query: string, resume = '') => {
    const next = page.beforeId === undefined ? '' : pageTokens.seal(query, [page.beforeId]);
    return encodePage(page, { next, resume }, times);
  };
  const resumeToken = (userId: string, settledId: string, page: Page) => {
    const { streamFromId = settledId } = page;
    const floor = streamFromId > settledId ? streamFromId : settledId;
    const sent = page.entries.map(({ entry }) => entry.entryId).filter((id) => id >= floor);
    return resumeTokens.seal(resumeQuery(userId), { floor, sent: new Set(sent) });
  };
  return {
    async listHomeTimeline(request, context) {
      const { userId } = requireUser(context);
      const query = `ListHomeTimeline ${userId}`;
      const beforeId = pageTokens.open(query, request.pageToken)?.[0];
      // Before the page: whatever it lacks is above the floor, and a stream from there sends it.
      const settledId = beforeId === undefined ? await watermark.now() : undefined;
      const page = await timelines.home(userId, pageSize(request.pageSize), beforeId);
      const resume = settledId === undefined ? '' : resumeToken(userId, settledId, page);
      return encoded(ListHomeTimelineResponseSchema, answer(page, query, resume));
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
