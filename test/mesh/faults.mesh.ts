import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type PeerCertificate } from 'node:tls';
import { credentials, status } from '@grpc/grpc-js';
import t, { type Test } from 'tap';
import { stringify } from 'yaml';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { down, nodeUp, up } from '../../mesh/engines/control.ts';
import { folderOf, placeFrom } from '../../mesh/engines/place.ts';
import { signalNode, stop } from '../../mesh/engines/processes.ts';
import { pathOf } from '../../mesh/manifests/callers.ts';
import { hostOf, principalOf } from '../../mesh/manifests/names.ts';
import { kind } from '../../mesh/manifests/object.ts';
import { authority } from '../../mesh/testbed/authority.ts';
import { authorityFolder, configure } from '../../mesh/testbed/istiod.ts';
import { openTestbed } from '../../mesh/testbed/open.ts';
import type { Pod } from '../../mesh/testbed/pods.ts';
import { asIdentity, identities, rawClient } from './identities.ts';
import { load } from './load.ts';
import { type StandIn, standIn } from './stand-in.ts';
import { until } from './until.ts';

/*
 * Faults of the mesh itself, under calls that take the whole way: the caller's sidecar, mTLS, the callee's sidecar, a process.
 * Processes are stand-ins, so what a call meets on its way is the mesh alone.
 */

const place = placeFrom(process.env);
const bed = await openTestbed(place);
const made = identities(authority(authorityFolder(place)));
t.teardown(() => made.close());

const podOf = (name: string) => bed.pods.find((pod) => pod.name === name)!;
const grpcOf = ({ serves }: Pod) => serves.find(({ name }) => name === 'grpc')!.port;
const sidecarOf = (name: string) =>
  bed.sidecars.nodes(place).find((node) => node.name === `sidecar-${name}`)!;
const [userOne, userTwo] = [podOf('user-1'), podOf('user-2')];
const getUser = pathOf(UserService.method.getUser);

/** The front calls the user service by its name, as it does in Kubernetes. */
function frontToUser() {
  const port = grpcOf(userOne);
  const client = rawClient(
    `${podOf('front').outbound}:${port}`,
    credentials.createInsecure(),
    `${hostOf('user')}:${port}`,
  );
  t.teardown(() => client.close());
  return client;
}
const client = frontToUser();
const traffic = () => load(() => client.call(getUser));
const more = async (running: ReturnType<typeof traffic>, calls = 200) => {
  const before = running.answered();
  await until(`${calls} more calls`, () => running.answered() >= before + calls, 60_000);
};

/** Both processes of the user service, once calls reach both: the test before may have left one ejected. */
async function userProcesses(t: Test): Promise<[StandIn, StandIn]> {
  const stands: [StandIn, StandIn] = [await standIn(userOne), await standIn(userTwo)];
  t.teardown(() => Promise.all(stands.map((stand) => stand.close())));
  let arrived = 0;
  await until(
    'calls to reach both processes, none refused',
    async () => {
      arrived = (await client.call(getUser)).code === status.UNIMPLEMENTED ? arrived + 1 : 0;
      return arrived > 10 && stands.every(({ seen }) => seen.includes(getUser));
    },
    120_000,
  );
  for (const { seen } of stands) seen.length = 0;
  return stands;
}

t.test('calls go through both sidecars to both processes of a service', async (t) => {
  const stands = await userProcesses(t);
  const running = traffic();
  await until('calls at both', () => stands.every(({ seen }) => seen.includes(getUser)), 30_000);
  t.strictSame(await running.stop(), []);
});

t.test('a workload reaches no service that it does not call', async (t) => {
  const port = grpcOf(podOf('post-1'));
  const stray = rawClient(
    `${userOne.outbound}:${port}`,
    credentials.createInsecure(),
    `${hostOf('post')}:${port}`,
  );
  t.teardown(() => stray.close());
  t.equal((await stray.call(pathOf(PostService.method.getPost))).code, status.UNAVAILABLE);
});

t.test('a process that is killed, and a sidecar that drains: reads do not notice', async (t) => {
  const stands = await userProcesses(t);
  const running = traffic();
  await more(running);
  await stands[1]!.kill();
  await more(running);
  stands[1] = await standIn(userTwo);
  await more(running);
  const draining = stop(folderOf(place, 'sidecar-user-2'));
  await more(running);
  await draining;
  await more(running);
  await nodeUp(sidecarOf('user-2'), place);
  await more(running);
  signalNode(folderOf(place, 'sidecar-user-2'), 'SIGKILL');
  await more(running);
  await nodeUp(sidecarOf('user-2'), place);
  t.strictSame(await running.stop(), []);
  t.comment(`${running.answered()} calls`);
});

t.test('without the control plane, calls go on', async (t) => {
  await userProcesses(t);
  const running = traffic();
  await down(bed.control, place);
  const seconds = Number(process.env.MESH_OUTAGE_SECONDS ?? 10);
  const end = performance.now() + seconds * 1000;
  await until('the outage to end', () => performance.now() > end, seconds * 1000 + 10_000);
  await up(bed.control, place);
  await more(running);
  t.strictSame(await running.stop(), []);
  t.comment(`${running.answered()} calls in ${seconds} s without istiod`);
});

t.test('a policy that is added or removed takes effect at once', async (t) => {
  const post = podOf('post-1');
  const stand = await standIn(post);
  t.teardown(() => stand.close());
  const path = pathOf(PostMeshService.method.hydratePosts);
  const intruder = rawClient(
    `${post.inbound}:${grpcOf(post)}`,
    asIdentity(made.of(principalOf('intruder', 'other'))),
  );
  t.teardown(() => intruder.close());
  const code = async () => (await intruder.call(path)).code;
  t.equal(await code(), status.PERMISSION_DENIED);
  const policy = kind('security.istio.io/v1', 'AuthorizationPolicy')('one-more', {
    selector: { matchLabels: { app: 'post' } },
    action: 'ALLOW',
    rules: [
      {
        from: [{ source: { principals: [principalOf('intruder', 'other')] } }],
        to: [{ operation: { paths: [path] } }],
      },
    ],
  });
  const timed = async (what: string, text: string, wanted: number) => {
    const began = performance.now();
    configure(place, 'edit.yaml', text);
    await until(what, async () => (await code()) === wanted, 20_000);
    t.comment(`${what} after ${Math.round(performance.now() - began)} ms`);
  };
  await timed('allowed', stringify(policy), status.UNIMPLEMENTED);
  await timed('refused', '# nothing\n', status.PERMISSION_DENIED);
});

t.test('certificates are replaced under load without a failed call', async (t) => {
  await userProcesses(t);
  const { key, certificate, root } = made.of(principalOf('front'));
  const serial = async (): Promise<string> => {
    const socket = connect({
      host: userOne.inbound,
      port: grpcOf(userOne),
      ...{ ca: readFileSync(root), key: readFileSync(key), cert: readFileSync(certificate) },
      checkServerIdentity: () => undefined,
    });
    await once(socket, 'secureConnect');
    const { serialNumber } = socket.getPeerCertificate() as PeerCertificate;
    socket.destroy();
    return serialNumber;
  };
  const first = await serial();
  const running = traffic();
  await until('another certificate', async () => (await serial()) !== first, 120_000);
  await more(running);
  t.strictSame(await running.stop(), []);
});
