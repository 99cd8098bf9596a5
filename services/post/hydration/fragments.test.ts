import t from 'tap';
import type { PostState } from '../domain/post.ts';
import { encodeFragment, joinPost } from './encode.ts';
import { cachedFragments, type Fragment, fragmentBytes } from './fragments.ts';

const id = '1900000000000000001';
const body = { id, text: 'a text', mentions: [], hashtags: [], links: [], mediaIds: [] };
const state: PostState = {
  id,
  authorId: '1900000000000000000',
  replyToId: '',
  rootId: id,
  quotedId: '',
  deleted: false,
  counts: { replies: 0, reposts: 0, likes: 1, quotes: 0 },
};
const liked = { liked: true, reposted: false };
const fragment = encodeFragment(body, state);

function served() {
  let reads = 0;
  const fragments = cachedFragments(
    {
      async bodies(ids) {
        reads += ids.length;
        return new Map(ids.map((each) => [each, { ...body, id: each }]));
      },
    },
    1 << 20,
  );
  const get = async (): Promise<Fragment> => (await fragments.get([state]))[0]!;
  return {
    get,
    reads: () => reads,
    post: async (...[of, author, viewer]: [PostState, Uint8Array, typeof liked | undefined]) =>
      fragments.post(await get(), of, author, viewer),
  };
}

t.test('an unchanged post is joined once for all viewers without a reaction to it', async (t) => {
  const author = new Uint8Array([10, 1, 65]);
  const none = { liked: false, reposted: false };
  const { post, get, reads } = served();
  const first = await post(state, author, none);
  const second = await post({ ...state, counts: { ...state.counts } }, author, { ...none });
  t.not(Buffer.compare(await post(state, author, liked), second), 0);
  t.equal(await post(state, author, none), second, 'the cached bytes');
  // A card from a socket is a new piece of a received buffer each time.
  const piece = Buffer.from([0, ...author, 0]).subarray(1, 4);
  t.equal(await post(state, piece, none), second);
  t.same(Buffer.compare(first, second), 0);
  t.equal(reads(), 1);
  t.same(
    Buffer.from(fragmentBytes(await get())),
    Buffer.from(fragment),
    'the fixed part is still cached by itself',
  );
});

t.test('a post that was joined before shows later changes', async (t) => {
  const author = new Uint8Array([10, 1, 65]);
  const { post, reads } = served();
  const changes: [PostState, Uint8Array, typeof liked | undefined][] = [
    [state, author, liked],
    [state, author, undefined],
    [state, author, { liked: false, reposted: true }],
    [{ ...state, counts: { ...state.counts, replies: 300 } }, author, liked],
    [state, new Uint8Array([10, 1, 66]), liked],
    [state, Buffer.from([10, 1, 67, 0]).subarray(0, 3), liked],
    [state, new Uint8Array([10, 2, 66, 67]), liked],
    [state, author, liked],
  ];
  for (const [of, card, viewer] of changes) {
    const expected = joinPost({ fragment, author: card, counts: of.counts, viewer });
    for (const time of ['first', 'second']) {
      t.same(Buffer.from(await post(of, card, viewer)), expected, `${time} time`);
    }
  }
  t.equal(reads(), 1);
});
