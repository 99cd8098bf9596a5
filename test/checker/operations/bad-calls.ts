import { caller, callers } from '../choose.ts';
import { api, as, asSession, refusedAsEnded, requireRefused, type World } from '../world.ts';
import type { Operation } from './operation.ts';

/** A call that none of our clients makes, and its refusal. */
type BadCall = (world: World) => Promise<void>;

const noToken: BadCall = async (world) => {
  const { timeline, post } = api(world);
  const open = as(world, undefined);
  const call = world.random.chance(0.5)
    ? () => timeline.listHomeTimeline({}, open)
    : () => post.createPost({ text: 'hello' }, open);
  await requireRefused(world, 'any RPC', 'TOKEN_MISSING', call);
};

const forgedToken: BadCall = async (world) => {
  const { accessToken } = world.random.pick(caller(world).sessions);
  const [head, , signature] = accessToken.split('.');
  const claims = Buffer.from(JSON.stringify({ sub: '1', sid: '1' })).toString('base64url');
  const forged = asSession({
    accessToken: world.random.pick([`${head}.${claims}.${signature}`, 'x', `${accessToken}A`]),
  });
  // Also where no token is needed.
  const { user } = api(world);
  await requireRefused(world, 'any RPC', 'TOKEN_INVALID', () =>
    user.getUser({ key: { case: 'handle', value: 'x' } }, forged),
  );
};

const endedSession: BadCall = async (world) => {
  const { random, endedTokens } = world;
  if (endedTokens.length === 0) return;
  const ended = asSession({ accessToken: random.recent(endedTokens) });
  const { timeline, post, user } = api(world);
  const call = random.pick([
    () => timeline.listHomeTimeline({}, ended),
    () => post.createPost({ text: 'from the past' }, ended),
    () => user.getAccount({}, ended),
  ]);
  await refusedAsEnded(world, call);
};

const foreignPageToken: BadCall = async (world) => {
  const { random } = world;
  const [viewer, other] = random.sample(callers(world), 2);
  if (viewer === undefined || other === undefined) return;
  const { timeline, graph } = api(world);
  const { nextPageToken: token } = await timeline.listHomeTimeline({ pageSize: 1 }, as(world, viewer.id));
  if (token === '') return;
  const broken = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`;
  const call = random.pick([
    () => timeline.listHomeTimeline({ pageToken: token }, as(world, other.id)),
    () => timeline.listUserTimeline({ userId: viewer.id, pageToken: token }, as(world, viewer.id)),
    () => graph.listFollowers({ userId: viewer.id, pageToken: token }, as(world, viewer.id)),
    () => timeline.listHomeTimeline({ pageToken: broken }, as(world, viewer.id)),
    () => timeline.listHomeTimeline({ pageToken: 'not a token' }, as(world, viewer.id)),
  ]);
  await requireRefused(world, 'any RPC', 'PAGE_TOKEN_INVALID', call);
};

const absurdRequest: BadCall = async (world) => {
  const { random } = world;
  const { id } = caller(world);
  const { timeline, post, graph, user } = api(world);
  const pageSize = random.pick([-1, 101, 2 ** 31 - 1]);
  const call = random.pick([
    () => timeline.listHomeTimeline({ pageSize }, as(world, id)),
    () => timeline.listUserTimeline({ userId: id, pageSize }, as(world, id)),
    () => graph.suggestUsers({ pageSize }, as(world, id)),
    () => post.batchGetPosts({ postIds: [] }, as(world, id)),
    () => post.batchGetPosts({ postIds: Array.from({ length: 101 }, (_, i) => `${i}`) }, as(world, id)),
    () => post.getPost({ postId: 'x'.repeat(65) }, as(world, id)),
    () => post.likePost({ postId: '' }, as(world, id)),
    () => user.getUser({}, as(world, id)),
    () => post.createPost({ text: 'x', requestId: 'x'.repeat(65) }, as(world, id)),
  ]);
  await requireRefused(world, 'any RPC', 'FIELD_INVALID', call);
};

export const badCalls: Operation = {
  name: 'a bad call',
  weight: 4,
  run: (world) =>
    world.random.pick([noToken, forgedToken, endedSession, foreignPageToken, absurdRequest])(world),
};
