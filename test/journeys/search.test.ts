import { createClient } from '@connectrpc/connect';
import t from 'tap';
import { OperationState, SearchIndex } from '../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { Role } from '../../gen/ts/skein/user/v1/user_pb.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { until } from '../../platform/testing/until.ts';
import { password, type RunningNetwork, runNetwork } from './network.ts';

t.setTimeout(60_000);

async function begun(t: { testdir(): string; teardown(fn: () => unknown): void }) {
  const dataDir = t.testdir();
  let network: RunningNetwork = await runNetwork(dataDir);
  t.teardown(() => network.close());
  /** Calls an RPC of the search service as a page does. */
  const call = (method: string, request: object) =>
    fetch(`${network.httpUrl}/skein.search.v1.SearchService/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  const texts = async (query: string): Promise<string[]> => {
    const { posts = [] } = (await (await call('SearchPosts', { query })).json()) as {
      posts?: { text: string }[];
    };
    return posts.map(({ text }) => text);
  };
  const found = (query: string, expected: readonly string[]) =>
    until(`${query} finds ${expected.join(', ') || 'nothing'}`, async () => {
      return JSON.stringify(await texts(query)) === JSON.stringify(expected);
    });
  const signUp = async (handle: string) => {
    const { account, tokens } = await network.as().auth.signUp({ handle, password });
    return { id: account!.user!.id, token: tokens!.accessToken };
  };
  return {
    call,
    texts,
    found,
    signUp,
    network: () => network,
    async restart() {
      await network.close();
      network = await runNetwork(dataDir);
    },
  };
}

t.test('posted, found, deleted, gone: through the gateway, and after a restart', async (t) => {
  const { call, network, found, texts, signUp, restart } = await begun(t);
  const ada = await signUp('ada');
  const { posts } = network().as(ada.token);
  const { post } = await posts.createPost({ text: 'Crème brûlée for #dessert' });
  await posts.createPost({ text: 'coffee' });
  await found('creme', ['Crème brûlée for #dessert']);
  const completed = await call('Typeahead', { prefix: '#des' });
  t.match(await completed.json(), { completions: [{ hashtag: 'dessert' }] });
  await until('ada is found', async () => {
    const people = await call('SearchUsers', { query: 'ad' });
    const { users = [] } = (await people.json()) as { users?: { handle: string }[] };
    return users.length === 1 && users[0]!.handle === 'ada';
  });
  const refused = await call('SearchPosts', { query: '"open' });
  t.equal(refused.status, 400);
  await restart();
  t.strictSame(await texts('creme'), ['Crème brûlée for #dessert']);
  await network().as(ada.token).posts.deletePost({ postId: post!.id });
  t.strictSame(await texts('creme'), [], 'at once');
  await found('coffee', ['coffee']);
});

t.test('an operator rebuilds an index while people search and post, also across a restart', async (t) => {
  const { network, found, signUp, restart } = await begun(t);
  const ada = await signUp('ada');
  const operator = await signUp('operator');
  await network().users.setRole({ handle: 'operator', role: Role.OPERATOR });
  const expected: string[] = [];
  for (let n = 0; n < 30; n++) {
    await network()
      .as(ada.token)
      .posts.createPost({ text: `tea ${n}` });
    expected.unshift(`tea ${n}`);
  }
  const newest = () => expected.slice(0, 20);
  await found('tea', newest());
  const ops = () => {
    const transport = grpcTransport({ address: network().grpcAddress });
    t.teardown(() => transport.close());
    return createClient(OpsService, transport);
  };
  const headers = { authorization: `Bearer ${operator.token}` };
  for (const index of [SearchIndex.POSTS, SearchIndex.USERS]) {
    const { operation } = await ops().startReindex({ index }, { headers });
    t.equal(operation!.searchIndex, index);
    await network()
      .as(ada.token)
      .posts.createPost({ text: `tea during ${index}` });
    expected.unshift(`tea during ${index}`);
    await restart();
    const running = ops();
    const now = async () =>
      (await running.getOperation({ operationId: operation!.id }, { headers })).operation!;
    await until('the rebuild is done', async () => (await now()).state === OperationState.SUCCEEDED);
    const { doneCount, totalCount, error } = await now();
    t.equal(doneCount, totalCount);
    t.ok(doneCount >= (index === SearchIndex.POSTS ? 30n : 2n), `${doneCount}`);
    t.equal(error, '');
    await found('tea', newest());
  }
  const transport = grpcTransport({ address: network().grpcAddress });
  t.teardown(() => transport.close());
  const all = await createClient(SearchService, transport).searchPosts({ query: 'tea', pageSize: 100 });
  t.strictSame(
    all.posts.map(({ text }) => text),
    expected,
    'nothing is missing or doubled',
  );
  const { users } = await createClient(SearchService, transport).searchUsers({ query: 'operator' });
  t.strictSame(
    users.map(({ handle }) => handle),
    ['operator'],
  );
});
