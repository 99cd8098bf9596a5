import { pino } from 'pino';
import t from 'tap';
import { OpsMeshService } from '../../../gen/ts/skein/ops/mesh/v1/ops_mesh_service_pb.ts';
import { testClock } from '../../../platform/clock.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { hosted } from '../../../platform/rpc/host.ts';
import { inProcessTransport } from '../../../platform/rpc/in-process.ts';
import { logLevels } from '../../../platform/telemetry/log-levels.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { opsMeshService } from '../../hosting/ops-mesh-service.ts';
import { allProcesses } from './all-processes.ts';

const silence = () => {
  throw new DomainError('DEPENDENCY_UNAVAILABLE', 'nobody there');
};
const silent = hosted(OpsMeshService, { getOwnFigures: silence, setOwnLogLevel: silence });

t.test('each process of a service gets its own call, and those that do not answer are named', async (t) => {
  const clock = testClock();
  const logs = new Map<string, { level: string }>();
  const running = (service: string, instance: string) => {
    const log = pino({ level: 'warn' }, { write() {} });
    logs.set(instance, log);
    const metrics = createMetrics({ version: '1', nowMs: clock.nowMs, processFigures: false });
    const process = { instance, services: [service], version: '1', startedMs: 7, serving: () => true };
    const own = opsMeshService({ process, logLevels: logLevels(log, clock) }, metrics, clock);
    return { address: instance, transport: inProcessTransport([own]) };
  };
  const posts = [running('post', 'post-b'), running('post', 'post-a')];
  const users = [running('user', 'user-a'), { address: 'gone:1', transport: inProcessTransport([silent]) }];
  const missing: string[] = [];
  const processes = allProcesses(
    [
      { service: 'user', processes: () => users },
      { service: 'post', processes: () => posts },
      { service: 'search', processes: () => [] },
    ],
    (process) => missing.push(process),
  );

  const ofPost = await processes.figures('post', ['skein_build']);
  t.match(ofPost, {
    processes: [
      { instance: 'post-a', services: ['post'], version: '1', serving: true, startedMs: 7 },
      { instance: 'post-b', figures: [{ name: 'skein_build_info', value: 1, labels: { version: '1' } }] },
    ],
    missingInstances: [],
  });
  t.equal(ofPost.processes[0]!.sampledMs, clock.nowMs());
  const all = await processes.figures('', []);
  t.strictSame([all.processes.length, all.missingInstances], [3, ['user at gone:1']]);
  t.strictSame(await processes.figures('search', []), { processes: [], missingInstances: [] });

  const set = (which: { service?: string; instance?: string }) =>
    processes.setLogLevel({ level: 'debug', service: '', instance: '', forMs: 1_000, ...which });
  const levelsNow = () => Object.fromEntries([...logs].map(([name, { level }]) => [name, level]));
  t.strictSame(await set({ service: 'post' }), ['post-a', 'post-b']);
  t.strictSame(levelsNow(), { 'post-b': 'debug', 'post-a': 'debug', 'user-a': 'warn' });
  clock.advance(1_000);
  t.strictSame(
    levelsNow(),
    { 'post-b': 'warn', 'post-a': 'warn', 'user-a': 'warn' },
    'and then the configured level',
  );
  t.strictSame(await set({ instance: 'post-b' }), ['post-b']);
  t.strictSame(await set({ service: 'user', instance: 'post-b' }), []);
  t.strictSame(await set({}), ['post-a', 'post-b', 'user-a']);
  t.strictSame([...new Set(missing)], ['user at gone:1']);
});

t.test('a process of several services is listed once', async (t) => {
  const clock = testClock();
  const log = pino({ level: 'warn' }, { write() {} });
  const metrics = createMetrics({ version: '1', nowMs: clock.nowMs, processFigures: false });
  const names = ['user', 'post'];
  const process = {
    instance: 'user-post-a',
    services: names,
    version: '1',
    startedMs: 7,
    serving: () => true,
  };
  const own = opsMeshService({ process, logLevels: logLevels(log, clock) }, metrics, clock);
  const here = [{ address: 'here', transport: inProcessTransport([own]) }];
  const { figures, setLogLevel } = allProcesses(
    names.map((service) => ({ service, processes: () => here })),
    (_, error) => t.fail(String(error)),
  );
  const { processes } = await figures('', []);
  t.match(processes, [{ instance: 'user-post-a', services: names }]);
  t.equal(processes.length, 1);
  const changed = await setLogLevel({ level: 'info', service: '', instance: '', forMs: 1_000 });
  t.strictSame(changed, ['user-post-a']);
});
