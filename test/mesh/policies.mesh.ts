import { readFileSync } from 'node:fs';
import type { DescMethod } from '@bufbuild/protobuf';
import { credentials, status } from '@grpc/grpc-js';
import t from 'tap';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { placeFrom } from '../../mesh/engines/place.ts';
import { callersOf, callsTo, pathOf } from '../../mesh/manifests/callers.ts';
import { principalOf } from '../../mesh/manifests/names.ts';
import { descriptorsOf, workloadsOf } from '../../mesh/manifests/workloads.ts';
import { authority } from '../../mesh/testbed/authority.ts';
import { authorityFolder } from '../../mesh/testbed/istiod.ts';
import { openTestbed } from '../../mesh/testbed/open.ts';
import { until } from '../../platform/testing/until.ts';
import { externalCallers, services } from '../../services/registry.ts';
import { counted } from './figures.ts';
import { asIdentity, identities, rawClient } from './identities.ts';
import { standIn } from './stand-in.ts';

/*
 * The policies of production in real sidecars. Processes are stand-ins, so a call counts as allowed only if it reached one.
 */

const place = placeFrom(process.env);
const bed = await openTestbed(place);
const ca = authority(authorityFolder(place));
const made = identities(ca);
t.teardown(() => made.close());

const workloads = workloadsOf(services);
const callers = callersOf(services, workloads, externalCallers);
const ofEachProcess = services.built.flatMap((service) => service.ofEachProcess);
const podOf = (app: string) => bed.pods.find((pod) => pod.app === app)!;
const addressOf = (app: string) => {
  const pod = podOf(app);
  return `${pod.inbound}:${pod.serves.find(({ name }) => name === 'grpc')!.port}`;
};
const healthPath = '/grpc.health.v1.Health/Check';
const refusal = { code: status.PERMISSION_DENIED, message: 'RBAC: access denied' };

t.test('every caller and every RPC: allowed or refused as the table says', async (t) => {
  const identitiesOf = [
    ...callers,
    { name: 'edge', principal: principalOf('edge'), calls: [] as readonly DescMethod[] },
    { name: 'intruder', principal: principalOf('intruder', 'other'), calls: [] as readonly DescMethod[] },
    {
      name: 'user of another namespace',
      principal: principalOf('timeline', 'other'),
      calls: [] as readonly DescMethod[],
    },
  ];
  const figures = { allowed: 0, refused: 0 };
  const wrong: unknown[] = [];
  for (const workload of workloads.filter(({ services }) => services.length > 0)) {
    const stand = await standIn(podOf(workload.name));
    const rpcs = [...descriptorsOf(workload), ...ofEachProcess].flatMap(({ methods }) => methods).map(pathOf);
    for (const caller of identitiesOf) {
      const client = rawClient(addressOf(workload.name), asIdentity(made.of(caller.principal)));
      const expected = new Set(callsTo(caller, workload, ofEachProcess).map(pathOf));
      const mayAskHealth = ['front', 'edge', 'operator'].includes(caller.name);
      const paths = [...new Set([...rpcs, healthPath])];
      stand.seen.length = 0;
      const answers = await Promise.all(paths.map((path) => client.call(path)));
      for (const [index, path] of paths.entries()) {
        const may = path === healthPath ? mayAskHealth : expected.has(path);
        const answer = answers[index]!;
        const reached = stand.seen.filter((each) => each === path).length === 1;
        const refused = answer.code === refusal.code && answer.message === refusal.message;
        if (reached !== may || refused === may)
          wrong.push({ caller: caller.name, path, may, reached, answer });
        figures[reached ? 'allowed' : 'refused']++;
      }
      client.close();
    }
    await stand.close();
  }
  t.strictSame(wrong, []);
  t.comment(
    `${figures.allowed + figures.refused} calls: ${figures.allowed} allowed, ${figures.refused} refused`,
  );
  t.ok(figures.allowed > 100 && figures.refused > 500);
});

t.test('a caller that proves no identity of the table is refused, and counted', async (t) => {
  const pod = podOf('post');
  const stand = await standIn(pod);
  t.teardown(() => stand.close());
  const path = pathOf(PostMeshService.method.hydratePosts);
  const isCounted = async (why: string, name: RegExp, attempt: () => Promise<void>) => {
    const before = await counted(pod, name);
    await attempt();
    t.strictSame(stand.seen, [], `${why} reaches nothing`);
    await until(`${why} to be counted`, async () => (await counted(pod, name)) > before);
    t.pass(`${why} is counted`);
  };
  const refusedBy =
    (client: ReturnType<typeof rawClient>, code: number, headers = {}) =>
    async () => {
      t.equal((await client.call(path, headers)).code, code);
      client.close();
    };

  await isCounted(
    'plain text',
    /no_filter_chain_match$/,
    refusedBy(rawClient(addressOf('post'), credentials.createInsecure()), status.UNAVAILABLE),
  );
  const { root } = made.of(principalOf('timeline'));
  const noCertificate = credentials.createSsl(readFileSync(root), null, null, {
    checkServerIdentity: () => undefined,
  });
  await isCounted(
    'a call without certificate',
    /ssl\.fail_verify_no_cert$/,
    refusedBy(rawClient(addressOf('post'), noCertificate), status.UNAVAILABLE),
  );
  const other = identities(authority(`${t.testdir()}/authority`));
  t.teardown(() => other.close());
  const spoofed = { ...other.of(principalOf('timeline')), root };
  await isCounted(
    'the name of a service, signed by another authority',
    /ssl\.fail_verify_error$/,
    refusedBy(rawClient(addressOf('post'), asIdentity(spoofed)), status.UNAVAILABLE),
  );
  await isCounted(
    'the certificate of another service',
    /rbac\.denied$/,
    refusedBy(
      rawClient(addressOf('post'), asIdentity(made.of(principalOf('user')))),
      status.PERMISSION_DENIED,
    ),
  );
  const claimed = `By=spiffe://${principalOf('post')};Hash=0;URI=spiffe://${principalOf('timeline')}`;
  await isCounted(
    'a header that claims the identity of a service',
    /rbac\.denied$/,
    refusedBy(
      rawClient(addressOf('post'), asIdentity(made.of(principalOf('intruder', 'other')))),
      status.PERMISSION_DENIED,
      {
        'x-forwarded-client-cert': claimed,
      },
    ),
  );
});
