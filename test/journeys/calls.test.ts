import type { DescMethod } from '@bufbuild/protobuf';
import t from 'tap';
import { Access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { accessOf } from '../../platform/auth/access.ts';
import { until } from '../../platform/testing/until.ts';
import { pathOf } from '../../services/hosting/examples.ts';
import { services } from '../../services/registry.ts';
import { rawCaller } from './bad-input/caller.ts';
import { castLimits, makeCast } from './bad-input/cast.ts';
import { collectExamples } from './bad-input/collect.ts';
import { rightCaller } from './bad-input/rows/everywhere.ts';
import { openMint } from './bad-input/tokens.ts';
import { runNetwork } from './network.ts';

const shortName = ({ parent, name }: DescMethod) => `${parent.name}/${name}`;
const nameOf = (service: string, method: DescMethod) => `${service} -> ${shortName(method)}`;

/** Where each service is a process, each asks for itself; in one process the gateway does for all: test/end-to-end/cluster.sh. */
const ofProcesses = [UserMeshService.method.checkSession, UserMeshService.method.getSigningKeys];

t.test('the table of calls matches what services call', async (t) => {
  const seen = new Set<string>();
  const refused: string[] = [];
  const dataDir = t.testdir();
  const network = await runNetwork(
    dataDir,
    { ...castLimits, SKEIN_FAMOUS_FOLLOWERS: '1', SKEIN_HEARTBEAT: '100ms' },
    {
      mayCall(service, method) {
        const may = services.mayCall(service, method);
        if (may) seen.add(nameOf(service, method));
        else refused.push(nameOf(service, method));
        return may;
      },
    },
  );
  t.teardown(() => network.close());
  const caller = rawCaller(network.grpcAddress);
  t.teardown(() => caller.close());
  const cast = await makeCast(network, caller, await openMint(dataDir));
  // An idle stream compares versions at each heartbeat.
  const leaving = new AbortController();
  const idle = readAll(
    network.as(cast.zoe.accessToken).timelines.streamHomeTimeline({}, { signal: leaving.signal }),
  );
  t.teardown(() => {
    leaving.abort();
    return idle;
  });
  const { good, callsElsewhere } = await collectExamples(services, cast);
  // Those between services would be calls of this test in their name.
  for (const one of good.filter(({ method }) => accessOf(method) !== Access.SERVICE)) {
    const path = pathOf(one.method);
    const { code, message } = await caller.call(path, one.method, one.request, rightCaller(cast, one));
    t.equal(code, 0, `${path} ${message}`);
  }
  const unmade = () =>
    [...services.callsOf].flatMap(([service, methods]) => {
      const elsewhere = [
        ...(service === 'gateway' ? [] : ofProcesses),
        ...(callsElsewhere.get(service) ?? []),
      ];
      return methods
        .filter((method) => !seen.has(nameOf(service, method)) && !elsewhere.includes(method))
        .map((method) => nameOf(service, method));
    });
  await until('every declared call', () => unmade().length === 0, 5_000).catch(() => {});
  t.strictSame(refused, [], 'too narrow');
  t.strictSame(unmade(), [], 'too wide');
});

/** Resolves when the stream ends, however it ends. */
async function readAll(stream: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const _ of stream);
  } catch {
    // The test leaves it.
  }
}

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
  t.equal(services.mayCall('constructor', PostMeshService.method.getAnnouncedWatermark), false);
});
