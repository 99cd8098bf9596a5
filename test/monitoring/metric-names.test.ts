import t from 'tap';
import { startServer } from '../faults/server.ts';
import { exportedMetrics, monitoringFiles, namedMetrics } from './metric-names.ts';

t.setTimeout(120_000);

t.test('a served network exports every metric that an alert or a dashboard names', async (t) => {
  const server = await startServer(t.testdir(), {});
  t.teardown(() => server.kill());
  const exported = exportedMetrics(await (await fetch(`${server.http}/metrics`)).text());
  let count = 0;
  for (const file of monitoringFiles) {
    // The test of the alerts, which has a real Envoy, checks those of the edge.
    const named = namedMetrics(file).filter((name) => !name.startsWith('envoy_'));
    count += named.length;
    t.strictSame(
      named.filter((name) => !exported.has(name)),
      [],
      file,
    );
  }
  t.ok(count > 15, `${count} names`);
});
