import {
  ListHomeTimelineResponseSchema,
  ListUserTimelineResponseSchema,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { callerOf, requireUser } from '../../../platform/auth/caller.ts';
import { type PageRequest, requestedPage } from '../../../platform/pages.ts';
import { encodedInEnvelope } from '../../../platform/rpc/encoded.ts';
import type { Page } from '../domain/page.ts';
import type { RpcContext, TimelineHandlers } from './context.ts';
import { encodePage } from './encode.ts';
import { resumeQuery } from './tokens.ts';

type Rpcs = 'listHomeTimeline' | 'listUserTimeline';

/** A page token is bound to one viewer and one timeline. */
export function listTimelines(rpc: RpcContext): Pick<TimelineHandlers, Rpcs> {
  const { app, pageTokens, resumeTokens, times } = rpc;
  const asked = (query: string, request: PageRequest) => {
    const { size, after, nextToken } = requestedPage(pageTokens, query, request);
    return {
      which: { size, beforeId: after?.[0] },
      answer: (page: Page, resume = '') => {
        const next = nextToken(page.beforeId === undefined ? undefined : [page.beforeId]);
        return encodePage(page, { next, resume }, times);
      },
    };
  };
  return {
    async listHomeTimeline(request, context) {
      const { userId } = requireUser(context);
      const { which, answer } = asked(`ListHomeTimeline ${userId}`, request);
      const { page, resumeFrom } = await app.listHome(userId, which);
      const resume = resumeFrom && resumeTokens.seal(resumeQuery(userId), resumeFrom);
      return encodedInEnvelope(ListHomeTimelineResponseSchema, answer(page, resume));
    },
    async listUserTimeline(request, context) {
      const viewerId = callerOf(context).userId;
      const { which, answer } = asked(`ListUserTimeline ${request.userId} ${viewerId ?? ''}`, request);
      const page = await app.listAuthor(request.userId, viewerId, which);
      return encodedInEnvelope(ListUserTimelineResponseSchema, answer(page));
    },
  };
}
