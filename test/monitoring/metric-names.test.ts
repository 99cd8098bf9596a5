import t from 'tap';
import { startServer } from '../faults/server.ts';
import { missingFrom } from './exposed.ts';
import { expressions } from './expressions.ts';
import { parsePromql } from './promql.ts';

t.setTimeout(120_000);

t.test('a served network exports every metric that an alert or a dashboard names', async (t) => {
  const server = await startServer(t.testdir(), {});
  t.teardown(() => server.kill());
  const exported = exportedMetrics(await (await fetch(`${server.http}/metrics`)).text());
  // The test of the alerts, which has a real Envoy and a real Prometheus, checks the edge's metrics, and labels.
  const named = expressions.flatMap(({ selectors }) => selectors.map(({ metric }) => metric));
  const ofNetwork = new Set(named.filter((name) => name !== 'up' && !name.startsWith('envoy_')));
  t.strictSame(
    [...ofNetwork].filter((name) => !exported.has(name)),
    [],
  );
  t.ok(ofNetwork.size > 12, `${ofNetwork.size} names`);
});

/** The metrics that a text in Prometheus' format has; a histogram also has its parts. */
function exportedMetrics(text: string): Set<string> {
  const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    names.flatMap(([, name, type]) =>
      type === 'histogram' ? [name!, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name!],
    ),
  );
}

t.test('an expression is read by the grammar of Prometheus', async (t) => {
  const text =
    'sum by (service, job) (label_replace(rate(calls_total{code=~"a|b"}[1m]), "service", "$1", "method", "(.*)/.*")) / on (job) up';
  t.strictSame(parsePromql(text), {
    selectors: [
      { metric: 'calls_total', text: 'calls_total{code=~"a|b"}', labels: ['code'] },
      { metric: 'up', text: 'up', labels: [] },
    ],
    groupedBy: ['service', 'job', 'job'],
    made: ['service'],
  });
  for (const wrong of ['rate(calls_total[5m)', 'sum(up) bye (job)', 'up{job=skein}', 'up +', '{job="skein"}'])
    t.throws(() => parsePromql(wrong), wrong);
});

t.test('what an expression names and Prometheus lacks is found', async (t) => {
  const queries = {
    series: async (selector: string) => (/^up\b/.test(selector) ? [{ job: 'skein', instance: 'a' }] : []),
    query: async () => [],
  };
  const missing = (text: string, shown: string[] = []) =>
    missingFrom(queries, { file: 'f', title: 't', text, shown, ...parsePromql(text) });
  t.strictSame(await missing('sum by (job) (up{instance="a"})', ['job']), []);
  for (const [text, what] of [
    ['upp', 'no series upp'],
    ['up{zone!=""}', 'label zone'],
    ['sum by (zone) (up)', 'label zone'],
  ] as const)
    t.strictSame(await missing(text), [`f, t: ${what}`], text);
  t.strictSame(await missing('up', ['zone']), ['f, t: shown label zone']);
});
