import {
  ListHomeTimelineResponseSchema,
  ListUserTimelineResponseSchema,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { callerOf, requireUser } from '../../../platform/auth/caller.ts';
import { pageSize } from '../../../platform/pages.ts';
import { encodedInEnvelope } from '../../../platform/rpc/encoded.ts';
import type { Page } from '../domain/page.ts';
import type { RpcContext, TimelineHandlers } from './context.ts';
import { encodePage } from './encode.ts';
import { resumeQuery } from './tokens.ts';

type Rpcs = 'listHomeTimeline' | 'listUserTimeline';

/** A page token is bound to one viewer and one timeline. */
export function listTimelines(rpc: RpcContext): Pick<TimelineHandlers, Rpcs> {
  const { app, pageTokens, resumeTokens, times } = rpc;
  const pageOf = (query: string, request: { pageSize: number; pageToken: string }) => {
    const beforeId = pageTokens.open(query, request.pageToken)?.[0];
    return { size: pageSize(request.pageSize), beforeId };
  };
  const answer = (page: Page, query: string, resume = '') => {
    const next = page.beforeId === undefined ? '' : pageTokens.seal(query, [page.beforeId]);
    return encodePage(page, { next, resume }, times);
  };
  return {
    async listHomeTimeline(request, context) {
      const { userId } = requireUser(context);
      const query = `ListHomeTimeline ${userId}`;
      const { page, resumeFrom } = await app.listHome(userId, pageOf(query, request));
      const resume = resumeFrom && resumeTokens.seal(resumeQuery(userId), resumeFrom);
      return encodedInEnvelope(ListHomeTimelineResponseSchema, answer(page, query, resume));
    },
    async listUserTimeline(request, context) {
      const viewerId = callerOf(context).userId;
      const query = `ListUserTimeline ${request.userId} ${viewerId ?? ''}`;
      const page = await app.listAuthor(request.userId, viewerId, pageOf(query, request));
      return encodedInEnvelope(ListUserTimelineResponseSchema, answer(page, query));
    },
  };
}
