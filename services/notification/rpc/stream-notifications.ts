import type { MessageInitShape } from '@bufbuild/protobuf';
import { StreamNotificationsResponseSchema } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { onceEncoded } from '../../../platform/rpc/encoded.ts';
import { type StreamAnswers, serveStream } from '../../../platform/streams/serve-stream.ts';
import type { Notice, StreamedRow } from '../app/stream.ts';
import { type NotificationHandlers, type RpcContext, resumeQuery } from './context.ts';
import { encodeRow } from './encode.ts';

type Answer = MessageInitShape<typeof StreamNotificationsResponseSchema>;

export function streamNotifications({
  app,
  streams,
  timeOf,
}: RpcContext): Pick<NotificationHandlers, 'streamNotifications'> {
  const answers: StreamAnswers<StreamedRow, Notice, Answer> = {
    entries: (rows, resumeToken) => ({
      resumeToken,
      event: {
        case: 'added',
        value: { notifications: rows.map((row) => encodeRow(row, row.read, timeOf)) },
      },
    }),
    notice: (notice, resumeToken) => ({
      resumeToken,
      event:
        'removedId' in notice
          ? { case: 'removed', value: { notificationId: notice.removedId } }
          : { case: 'read', value: notice },
    }),
    heartbeat: (resumeToken) => onceEncoded(StreamNotificationsResponseSchema, { resumeToken }),
  };
  return {
    streamNotifications({ resumeToken }, context) {
      const { userId } = requireUser(context);
      const query = resumeQuery(userId);
      return serveStream({ context, resumeToken, query, open: app.openStream(userId), answers }, streams);
    },
  };
}
