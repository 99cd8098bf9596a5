import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import {
  StreamHomeTimelineResponseSchema,
  type TimelineService,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import {
  type StreamAnswers,
  type StreamOptions,
  serveStream,
} from '../../../platform/streams/serve-stream.ts';
import type { IdTimes } from '../domain/folding.ts';
import type { OpenHome } from '../domain/home-source.ts';
import type { ShownEntry } from '../domain/judge.ts';
import { encodeAdded } from './encode.ts';
import { resumeQuery } from './tokens.ts';

type Answer = MessageInitShape<typeof StreamHomeTimelineResponseSchema>;

export interface StreamHomeDeps {
  readonly openHome: OpenHome;
  readonly streams: StreamOptions<ResumePoint>;
  readonly times: IdTimes;
}

/** StreamHomeTimeline. */
export function streamHome({
  openHome,
  streams,
  times,
}: StreamHomeDeps): Pick<ServiceImpl<typeof TimelineService>, 'streamHomeTimeline'> {
  const answers: StreamAnswers<ShownEntry, string, Answer> = {
    entries: (entries, resumeToken) =>
      encoded(StreamHomeTimelineResponseSchema, encodeAdded(entries, resumeToken, times)),
    notice: (postId, resumeToken) => ({ resumeToken, event: { case: 'removed', value: { postId } } }),
    noticesIncomplete: (resumeToken) => ({ resumeToken, event: { case: 'removalsIncomplete', value: {} } }),
    heartbeat: (resumeToken) => ({ resumeToken }),
  };
  return {
    async *streamHomeTimeline({ resumeToken }, context) {
      const { userId } = requireUser(context);
      const query = resumeQuery(userId);
      yield* serveStream({ context, resumeToken, query, open: openHome(userId), answers }, streams);
    },
  };
}
