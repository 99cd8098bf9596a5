import {
  type Post,
  PostSchema,
  type ThreadItem,
  ThreadItemSchema,
} from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { GetPostResponseSchema } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { pageSize, targetPost, unknownId, viewer } from '../choose.ts';
import { same, sameMessage } from '../compare.ts';
import { expectedPost, isVisible, standingQuotes, type Viewer } from '../expected/posts.ts';
import {
  ancestorIds,
  expectedItem,
  hasReplies,
  threadReplyIds,
  visibleReplyIds,
} from '../expected/threads.ts';
import { type Ordered, walk } from '../paging.ts';
import { api, as, requireAccepted, requireRefused, type World } from '../world.ts';
import type { Operation } from './operation.ts';

/** A post and a viewer; the operation ends when there is no post yet. */
function looking(
  name: string,
  weight: number,
  look: (world: World, postId: string, viewerId: Viewer) => Promise<void>,
): Operation {
  return {
    name,
    weight,
    async run(world, kind) {
      const viewerId = viewer(world);
      const postId = targetPost(world, viewerId, kind);
      if (postId !== undefined) await look(world, postId, viewerId);
    },
  };
}

const getPost = looking('get a post', 4, async (world, postId, viewerId) => {
  const { model, tally } = world;
  const get = () => api(world).post.getPost({ postId }, as(world, viewerId));
  if (!isVisible(model, postId, viewerId)) return requireRefused(world, 'GetPost', 'POST_NOT_FOUND', get);
  const expected = expectedPost(model, postId, viewerId);
  sameMessage('GetPost', GetPostResponseSchema, { post: expected }, await requireAccepted('GetPost', get));
  tally.count('reads', 'GetPost');
  countQuoted(world, expected);
});

function countQuoted({ tally }: World, { quoted }: ReturnType<typeof expectedPost>): void {
  if (quoted?.content?.case === 'tombstone') tally.count('cases', 'a quoted post is a tombstone');
  if (quoted?.content?.case === 'post') tally.count('cases', 'a quoted post is shown');
}

/** Posts in the requested order without duplicates; missing ones by id. */
export async function checkBatch(world: World, postIds: readonly string[], viewerId: Viewer): Promise<void> {
  const { model, tally } = world;
  const answer = await requireAccepted('BatchGetPosts', () =>
    api(world).post.batchGetPosts({ postIds: [...postIds] }, as(world, viewerId)),
  );
  tally.count('reads', 'BatchGetPosts');
  const asked = [...new Set(postIds)];
  const found = asked.filter((id) => isVisible(model, id, viewerId));
  same(
    'BatchGetPosts: found',
    found,
    answer.posts.map(({ id }) => id),
  );
  same(
    'BatchGetPosts: missing',
    asked.filter((id) => !found.includes(id)),
    answer.missingIds,
  );
  found.forEach((id, i) => {
    const expected = expectedPost(model, id, viewerId);
    sameMessage(`BatchGetPosts, ${id}`, PostSchema, expected, answer.posts[i]!);
    countQuoted(world, expected);
  });
}

const batchGet: Operation = {
  name: 'get many posts',
  weight: 3,
  async run(world) {
    const { random, model } = world;
    const some = random.sample([...model.posts.keys()], 1 + random.int(40));
    const ids = [...some, ...random.sample(some, 2), unknownId(random)];
    await checkBatch(world, random.sample(ids, ids.length), viewer(world));
  },
};

function posts(
  what: string,
  world: World,
  viewerId: Viewer,
  parts: Pick<Ordered<Post>, 'order' | 'expected' | 'fetch'>,
) {
  return {
    ...parts,
    what,
    idOf: ({ id }: Post) => id,
    compare: (id: string, post: Post) =>
      sameMessage(`${what}, ${id}`, PostSchema, expectedPost(world.model, id, viewerId), post),
  };
}

const listReplies = looking('list replies', 2, async (world, postId, viewerId) => {
  const { model, random } = world;
  const fetch: Ordered<Post>['fetch'] = async (size, pageToken) => {
    const request = { postId, pageSize: size, pageToken };
    const answer = await api(world).post.listReplies(request, as(world, viewerId));
    return { items: answer.posts, next: answer.nextPageToken };
  };
  if (!isVisible(model, postId, viewerId)) {
    return requireRefused(world, 'ListReplies', 'POST_NOT_FOUND', () => fetch(0, ''));
  }
  const expected = () => visibleReplyIds(model, postId, viewerId);
  const list = posts('ListReplies', world, viewerId, { order: 'oldest first', expected, fetch });
  await walk(world, list, () => pageSize(random));
});

const listQuotes = looking('list quotes', 2, async (world, postId, viewerId) => {
  const { model, random } = world;
  const fetch: Ordered<Post>['fetch'] = async (size, pageToken) => {
    const request = { postId, pageSize: size, pageToken };
    const answer = await api(world).post.listQuotes(request, as(world, viewerId));
    return { items: answer.posts, next: answer.nextPageToken };
  };
  if (!isVisible(model, postId, viewerId)) {
    return requireRefused(world, 'ListQuotes', 'POST_NOT_FOUND', () => fetch(0, ''));
  }
  const expected = () =>
    standingQuotes(model, postId)
      .filter(({ id }) => isVisible(model, id, viewerId))
      .map(({ id }) => id)
      .reverse();
  const list = posts('ListQuotes', world, viewerId, { order: 'newest first', expected, fetch });
  await walk(world, list, () => pageSize(random));
});

const getThread = looking('get a thread', 5, async (world, postId, viewerId) => {
  const { model, random, tally } = world;
  const count = (items: readonly ThreadItem[]) => {
    const tombstones = items.filter(({ content }) => content.case === 'tombstone').length;
    if (tombstones > 0) tally.count('cases', 'a thread shows a tombstone', tombstones);
  };
  const fetch: Ordered<ThreadItem>['fetch'] = async (size, pageToken) => {
    const request = { postId, pageSize: size, pageToken };
    const answer = await api(world).post.getThread(request, as(world, viewerId));
    const above = ancestorIds(model, postId);
    same('GetThread: ancestors', above, answer.ancestors.map(idOf));
    above.forEach((id, i) => {
      sameMessage(
        `above ${postId}`,
        ThreadItemSchema,
        expectedItem(model, id, viewerId),
        answer.ancestors[i]!,
      );
    });
    sameMessage(
      `the middle ${postId}`,
      ThreadItemSchema,
      expectedItem(model, postId, viewerId),
      answer.post!,
    );
    count([...answer.ancestors, answer.post!, ...answer.replies]);
    return { items: answer.replies, next: answer.nextPageToken };
  };
  if (!isVisible(model, postId, viewerId) && !hasReplies(model, postId)) {
    return requireRefused(world, 'GetThread', 'POST_NOT_FOUND', () =>
      api(world).post.getThread({ postId }, as(world, viewerId)),
    );
  }
  const list: Ordered<ThreadItem> = {
    what: 'GetThread',
    order: 'oldest first',
    expected: () => threadReplyIds(model, postId, viewerId),
    fetch,
    idOf,
    compare: (id, item) =>
      sameMessage(`below ${postId}`, ThreadItemSchema, expectedItem(model, id, viewerId), item),
  };
  await walk(world, list, () => pageSize(random));
});

function idOf({ content }: ThreadItem): string {
  return content.case === 'post' ? content.value.id : (content.value?.postId ?? '');
}

export const postReads: readonly Operation[] = [getPost, batchGet, listReplies, listQuotes, getThread];
