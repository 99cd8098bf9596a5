import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import t from 'tap';
import { PostSchema } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { ListHomeTimelineResponseSchema } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { timeOf } from '../../../platform/ids.ts';
import { envelopeHeadBytes } from '../../../platform/rpc/envelope.ts';
import { encodePage } from './encode.ts';

const id = fc.bigInt({ min: 10n ** 18n, max: 2n ** 63n - 1n }).map(String);
const entry = fc.record({
  entryId: id,
  subjectId: id,
  text: fc.string({ minLength: 1 }),
  reposter: fc.option(id),
});

t.test('a joined page is the same bytes as the encoded answer', async () => {
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 5 }),
      fc.base64String(),
      fc.base64String(),
      (rows, next, resume) => {
        const whole = create(ListHomeTimelineResponseSchema, {
          entries: rows.map((row) => ({
            entryId: row.entryId,
            post: { id: row.subjectId, text: row.text },
            repostedBy: row.reposter === null ? undefined : { id: row.reposter },
            createTime: timestampFromMs(timeOf(row.entryId)),
          })),
          nextPageToken: next,
          resumeToken: resume,
        });
        const entries = rows.map((row) => ({
          entry: { entryId: row.entryId, actorId: '', subjectId: row.subjectId },
          post: toBinary(PostSchema, create(PostSchema, { id: row.subjectId, text: row.text })),
          ...(row.reposter !== null && {
            repostedBy: toBinary(UserSchema, create(UserSchema, { id: row.reposter })),
          }),
        }));
        const joined = encodePage({ entries }, { next, resume }, { timeOf });
        return (
          Buffer.compare(
            joined.subarray(envelopeHeadBytes),
            toBinary(ListHomeTimelineResponseSchema, whole),
          ) === 0
        );
      },
    ),
  );
});
