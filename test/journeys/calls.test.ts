import type { DescMethod } from '@bufbuild/protobuf';
import { createClient } from '@connectrpc/connect';
import { pino } from 'pino';
import t from 'tap';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { OpsService } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { Access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { Role } from '../../gen/ts/skein/user/v1/user_pb.ts';
import { accessOf } from '../../platform/auth/access.ts';
import { passwords } from '../../platform/auth/passwords.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { until } from '../../platform/testing/until.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import { asServices } from '../../services/hosting/testing/as-services.ts';
import { services } from '../../services/registry.ts';
import { openMint } from './bad-input/tokens.ts';

const shortName = ({ parent, name }: DescMethod) => `${parent.name}/${name}`;
const nameOf = (service: string, method: DescMethod) => `${service} -> ${shortName(method)}`;

/** Declared calls that this journey does not make, and the tests that cover them. */
const elsewhere: readonly RegExp[] = [
  // Where each service is a process, each calls for itself; in one process the gateway does for all:
  // test/doors/cluster.sh.
  /^(?!gateway)\w+ -> UserMeshService\/(CheckSession|GetSigningKeys)$/,
  // A process calls itself: test/doors/cluster-operations.sh.
  /^ops -> OpsMeshService/,
  // A fan-out that failed for good: test/journeys/ops.test.ts.
  /^timeline -> PostMeshService\/RestampEntry$/,
  // A post with more reposts than one response has: test/checker.
  /^timeline -> PostMeshService\/BatchListReposts$/,
];

t.test('the table of calls matches what services call', async (t) => {
  const seen = new Set<string>();
  const refused: string[] = [];
  const dataDir = t.testdir();
  const network = await startProcess({
    services,
    env: {
      SKEIN_DATA_DIR: dataDir,
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_FAMOUS_FOLLOWERS: '1',
    },
    log: pino({ level: 'silent' }),
    overrides: { user: { passwords: passwords({ cost: { memoryKib: 8, passes: 1, lanes: 1 } }) } },
    processFigures: false,
    mayCall(service, method) {
      const may = services.mayCall(service, method);
      if (may) seen.add(nameOf(service, method));
      else refused.push(nameOf(service, method));
      return may;
    },
  });
  const transport = grpcTransport({ address: `127.0.0.1:${network.grpcPort}` });
  t.teardown(async () => {
    transport.close();
    await network.close();
  });
  const auth = createClient(AuthService, transport);
  const posts = createClient(PostService, transport);
  const graph = createClient(GraphService, transport);
  const timelines = createClient(TimelineService, transport);
  const ops = createClient(OpsService, transport);
  const signUp = async (handle: string) => {
    const { account, tokens } = await auth.signUp({ handle, password: 'correct horse battery' });
    return { id: account!.user!.id, as: { headers: { authorization: `Bearer ${tokens!.accessToken}` } } };
  };
  const [ada, bob, cleo] = [await signUp('ada'), await signUp('bob'), await signUp('cleo')];
  for (const { as } of [ada, cleo]) await graph.followUser({ userId: bob.id }, as);
  const { post } = await posts.createPost({ text: 'for @ada and @cleo' }, bob.as);
  await posts.repostPost({ postId: post!.id }, ada.as);
  await posts.getPost({ postId: post!.id }, cleo.as);
  await graph.listFollowers({ userId: bob.id }, ada.as);
  await until('the post to arrive', async () => {
    const { entries } = await timelines.listHomeTimeline({}, cleo.as);
    return entries.length > 0;
  });
  await timelines.listUserTimeline({ userId: ada.id }, cleo.as);
  const mint = await openMint(dataDir);
  await createClient(UserMeshService, asServices(transport, mint.service)).setRole({
    handle: 'ada',
    role: Role.OPERATOR,
  });
  await ops.rebuildRing({ userId: cleo.id }, ada.as);
  await ops.getFigures({}, ada.as);

  const declared = [...services.callsOf].flatMap(([service, methods]) =>
    methods.map((method) => nameOf(service, method)),
  );
  const unmade = () =>
    declared.filter((each) => !seen.has(each) && !elsewhere.some((pattern) => pattern.test(each)));
  await until('every declared call', () => unmade().length === 0, 5_000).catch(() => {});
  t.strictSame(refused, [], 'too narrow');
  t.strictSame(unmade(), [], 'too wide');
});

t.test('every RPC for services has a caller, and a service calls only its declared callees', async (t) => {
  const called = new Set([...services.callsOf.values()].flat());
  const uncalled = services.all
    .flatMap(({ mesh, ofEachProcess }) => [...mesh, ...ofEachProcess])
    .flatMap(({ methods }) => methods)
    .filter((method) => !called.has(method))
    .map(shortName);
  t.strictSame(uncalled, []);
  t.ok([...called].every((method) => accessOf(method) === Access.SERVICE));
  t.doesNotThrow(() => services.checkCallee('timeline', 'post'));
  t.throws(() => services.checkCallee('post', 'timeline'), /post does not declare that it calls timeline/);
  t.equal(services.mayCall('nosuchservice', UserMeshService.method.setRole), false);
  t.equal(services.mayCall('constructor', PostMeshService.method.getHorizon), false);
});
