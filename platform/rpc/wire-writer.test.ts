import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import t from 'tap';
import { PostCountsSchema, PostSchema } from '../../gen/ts/skein/post/v1/post_pb.ts';
import { TimelineEntrySchema } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { sizeOfBytes, sizeOfInt, WireWriter } from './wire-writer.ts';

const id = fc.stringMatching(/^[1-9][0-9]{18}$/);
const count = fc.oneof(
  fc.integer({ min: 1, max: 300 }),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
);

t.test('joined fragments are the same bytes as the encoded message', async () => {
  fc.assert(
    fc.property(id, fc.string({ minLength: 1, unit: 'binary', maxLength: 300 }), (entryId, text) => {
      const post = create(PostSchema, { id: entryId, text });
      const bytes = toBinary(PostSchema, post);
      const joined = new WireWriter(sizeOfBytes(1, entryId.length) + sizeOfBytes(2, bytes.length))
        .ascii(1, entryId)
        .bytes(2, bytes)
        .finish();
      return (
        Buffer.compare(
          joined,
          toBinary(TimelineEntrySchema, create(TimelineEntrySchema, { entryId, post })),
        ) === 0
      );
    }),
  );
});

t.test('integers of any size are the same bytes as the encoded message', async () => {
  fc.assert(
    fc.property(count, count, (replies, likes) => {
      const joined = new WireWriter(sizeOfInt(1, replies) + sizeOfInt(3, likes))
        .int(1, replies)
        .int(3, likes)
        .finish();
      const whole = create(PostCountsSchema, { replyCount: BigInt(replies), likeCount: BigInt(likes) });
      return Buffer.compare(joined, toBinary(PostCountsSchema, whole)) === 0;
    }),
  );
});

t.test('a message with a wrong size is never sent', async (t) => {
  t.throws(() => new WireWriter(5).int(1, 1).finish(), RangeError);
  t.equal(new WireWriter(5).int(1, 1).written().length, 2);
  t.throws(() => new WireWriter(4).ascii(1, 'four').written(), RangeError);
  t.throws(() => new WireWriter(1).int(1, 1).written(), RangeError);
});
