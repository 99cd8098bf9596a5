import { create } from '@bufbuild/protobuf';
import t from 'tap';
import { PostSchema, ThreadItemSchema, TombstoneReason } from '../../gen/ts/skein/post/v1/post_pb.ts';
import { itemText, postText } from './render.ts';

const tombstone = (reason: TombstoneReason) =>
  ({ content: { case: 'tombstone', value: { postId: '1', reason } } }) as const;

t.test('a hidden post shows the reason, as far as it may be disclosed', async (t) => {
  const quoting = (reason: TombstoneReason) =>
    postText(create(PostSchema, { text: 'see', quoted: tombstone(reason) }));
  t.match(quoting(TombstoneReason.MUTED), '  | (a post by a person you muted)');
  t.match(quoting(TombstoneReason.UNAVAILABLE), '  | (a post that is not available)');
  const item = create(ThreadItemSchema, tombstone(TombstoneReason.UNAVAILABLE));
  t.equal(itemText(item, '> '), '> (a post that is not available)');
});
