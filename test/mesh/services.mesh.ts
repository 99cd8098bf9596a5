import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@connectrpc/connect';
import t from 'tap';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { nodeUp } from '../../mesh/engines/control.ts';
import { folderOf, placeFrom } from '../../mesh/engines/place.ts';
import { signalNode, stop } from '../../mesh/engines/processes.ts';
import { frontGrpcPort, hostOf, httpPort } from '../../mesh/manifests/names.ts';
import { openTestbed } from '../../mesh/testbed/open.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { until as untilWithin } from './until.ts';

/*
 * The real services behind their sidecars. Calls come from the edge's sidecar, so each takes the way of production: edge, front,
 * service, other services, with mTLS and the policies of production between all of them.
 */

const place = placeFrom(process.env);
const bed = await openTestbed(place);
const { outbound } = bed.pods.find(({ app }) => app === 'edge')!;
const transport = grpcTransport({
  address: `${outbound}:${frontGrpcPort}`,
  authority: `${hostOf('front')}:${frontGrpcPort}`,
});
t.teardown(() => transport.close());

const until = (what: string, condition: () => Promise<boolean>) => untilWithin(what, condition, 60_000);
const run = Date.now().toString(36);
const auth = createClient(AuthService, transport);
const posts = createClient(PostService, transport);
const timelines = createClient(TimelineService, transport);
const search = createClient(SearchService, transport);
const graph = createClient(GraphService, transport);
const users = createClient(UserService, transport);

async function person(name: string) {
  const handle = `${name}${run}`;
  const { account, tokens } = await auth.signUp({
    handle,
    password: 'correct horse',
    requestId: randomUUID(),
  });
  const options = { headers: { authorization: `Bearer ${tokens!.accessToken}` } };
  return { handle, id: account!.user!.id, options };
}
const [ada, bob] = [await person('ada'), await person('bob')];
const post = async (text: string) =>
  (await posts.createPost({ text, requestId: randomUUID() }, ada.options)).post!.id;
const home = async () =>
  (await timelines.listHomeTimeline({}, bob.options)).entries.map((entry) => entry.post?.id);

t.test('two people use the network through the mesh', async (t) => {
  await graph.followUser({ userId: ada.id, requestId: randomUUID() }, bob.options);
  const id = await post(`first ${run}`);
  await until('the post in home', async () => (await home()).includes(id));
  await posts.likePost({ postId: id, requestId: randomUUID() }, bob.options);
  const found = () => search.searchPosts({ query: `first from:${ada.handle}` }, bob.options);
  await until('the post to be found', async () => (await found()).posts.some((each) => each.id === id));
  await posts.deletePost({ postId: id, requestId: randomUUID() }, ada.options);
  await until('the post to be gone', async () => !(await home()).includes(id));
  await t.rejects(posts.getPost({ postId: id }, bob.options), /not_found/);
});

t.test('the gateway answers through the mesh', async (t) => {
  const code = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { host: `${hostOf('front')}:${httpPort}` };
    request({ host: outbound, port: httpPort, path: '/healthz', headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  t.equal(code, 200);
});

t.test('a process of two that is killed: reads do not notice', async (t) => {
  const failures: unknown[] = [];
  let [stopped, answered] = [false, 0];
  const reading = (async () => {
    while (!stopped) {
      await users.getUser({ key: { case: 'userId', value: ada.id } }, bob.options).then(
        () => answered++,
        (error: unknown) => failures.push(error),
      );
      await pause(10);
    }
  })();
  const more = async () => {
    const before = answered;
    await until('more answers', async () => answered > before + 100);
  };
  await more();
  signalNode(folderOf(place, 'user-2'), 'SIGKILL');
  await more();
  const node = bed.skein.nodes(place).find(({ name }) => name === 'user-2')!;
  await nodeUp(node, place);
  await more();
  stopped = true;
  await reading;
  t.strictSame(failures.map(String), []);
  t.comment(`${answered} reads`);
});

t.test('a stream whose sidecar is drained resumes, and nothing is lost or repeated', async (t) => {
  const seen: (string | undefined)[] = [];
  const state = { resumeToken: '', open: 0, ended: false };
  const leaving = new AbortController();
  const read = async () => {
    state.open++;
    const request = { resumeToken: state.resumeToken };
    for await (const { resumeToken, event } of timelines.streamHomeTimeline(request, {
      ...bob.options,
      signal: leaving.signal,
    })) {
      state.resumeToken = resumeToken;
      if (event.case === 'added') seen.push(...event.value.entries.map((entry) => entry.post?.id));
    }
  };
  const reading = (async () => {
    while (!leaving.signal.aborted) {
      await read().catch(() => {});
      state.ended = true;
      if (!leaving.signal.aborted) await pause(200);
    }
  })();
  const sent: string[] = [];
  const arrives = async (text: string) => {
    sent.push(await post(text));
    await until(`${text} on the stream`, async () => seen.includes(sent.at(-1)));
  };
  await until('the stream to open', async () => state.resumeToken !== '');
  await arrives(`before ${run}`);
  const sidecar = 'sidecar-timeline-1';
  await stop(folderOf(place, sidecar));
  await until('the stream to end', async () => state.ended);
  sent.push(await post(`meanwhile ${run}`));
  await nodeUp(bed.sidecars.nodes(place).find(({ name }) => name === sidecar)!, place);
  await arrives(`after ${run}`);
  leaving.abort();
  await reading;
  t.strictSame(seen.toSorted(), sent.toSorted());
  t.ok(state.open > 1, `${state.open} streams`);
});
