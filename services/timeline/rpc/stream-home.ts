import type { MessageInitShape } from '@bufbuild/protobuf';
import { StreamHomeTimelineResponseSchema } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { encoded, onceEncoded } from '../../../platform/rpc/encoded.ts';
import { type StreamAnswers, serveStream } from '../../../platform/streams/serve-stream.ts';
import type { ShownEntry } from '../domain/filter-visible.ts';
import type { RpcContext, TimelineHandlers } from './context.ts';
import { encodeAdded } from './encode.ts';
import { resumeQuery } from './tokens.ts';

type Answer = MessageInitShape<typeof StreamHomeTimelineResponseSchema>;

export function streamHome({
  app,
  streams,
  times,
}: RpcContext): Pick<TimelineHandlers, 'streamHomeTimeline'> {
  const answers: StreamAnswers<ShownEntry, string, Answer> = {
    entries: (entries, resumeToken) =>
      encoded(StreamHomeTimelineResponseSchema, encodeAdded(entries, resumeToken, times)),
    notice: (postId, resumeToken) => ({ resumeToken, event: { case: 'removed', value: { postId } } }),
    noticesIncomplete: (resumeToken) => ({ resumeToken, event: { case: 'removalsIncomplete', value: {} } }),
    heartbeat: (resumeToken) => onceEncoded(StreamHomeTimelineResponseSchema, { resumeToken }),
  };
  return {
    streamHomeTimeline({ resumeToken }, context) {
      const { userId } = requireUser(context);
      const query = resumeQuery(userId);
      return serveStream({ context, resumeToken, query, open: app.openHome(userId), answers }, streams);
    },
  };
}
