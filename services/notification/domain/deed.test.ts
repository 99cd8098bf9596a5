import t from 'tap';
import { deedsOfPost, deedTowards } from './deed.ts';

const cause = { version: '1', timeMs: 0 };
const post = { postId: 'p', authorId: 'ada', replyToAuthorId: '', quotedAuthorId: '', mentionedUserIds: [] };
const readersOf = (more: Partial<Parameters<typeof deedsOfPost>[0]>) =>
  deedsOfPost({ ...post, ...more }, cause).map(({ readerId, kind }) => `${readerId} ${kind}`);

t.test('a post notifies each person once: the first of reply, quote and mention', async (t) => {
  t.strictSame(readersOf({}), []);
  t.strictSame(
    readersOf({ replyToAuthorId: 'bob', quotedAuthorId: 'eva', mentionedUserIds: ['eva', 'bob', 'mia'] }),
    ['bob reply', 'eva quote', 'mia mention'],
  );
  t.strictSame(readersOf({ quotedAuthorId: 'bob', replyToAuthorId: 'bob' }), ['bob reply']);
});

t.test('nobody is notified of what they did themselves', async (t) => {
  t.strictSame(readersOf({ replyToAuthorId: 'ada', quotedAuthorId: 'ada', mentionedUserIds: ['ada'] }), []);
  const like = { readerId: 'ada', actorId: 'ada', kind: 'like', postId: 'p', key: 'ada', ...cause } as const;
  t.equal(deedTowards(like), undefined);
  t.same(deedTowards({ ...like, actorId: 'bob' }), { ...like, actorId: 'bob' });
});
