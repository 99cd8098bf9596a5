import t, { type Test } from 'tap';
import { freePort } from '../../platform/testing/ports.ts';
import { fakeFront } from './fake-front.ts';
import { type Edge, type EdgeOptions, startEdge } from './running-edge.ts';

/**
 * Starts an edge with figures. The bootstrap must have the port of the admin interface. Another program may take it before Envoy
 * does: then it ends.
 */
async function edgeWithStats(t: Test, values: EdgeOptions['values'], tries = 5): Promise<Edge> {
  const stats = { address: '127.0.0.1', port: 0 };
  try {
    return await startEdge(t, { ...values, stats, adminPort: await freePort() });
  } catch (error) {
    if (tries === 1) throw error;
    return edgeWithStats(t, values, tries - 1);
  }
}

t.test(
  'Prometheus reads the figures of the edge, and reaches nothing else of the admin interface',
  async (t) => {
    const { front } = await fakeFront(t);
    const edge = await edgeWithStats(t, { front });
    const ask = (path: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${edge.ports.stats}${path}`, { method });

    await edge.call({ path: '/v1/nothing' });
    const text = await (await ask('/stats/prometheus')).text();
    t.match(text, /^envoy_http_downstream_rq_xx\{.*envoy_http_conn_manager_prefix="edge".*\} \d+$/m);
    for (const path of [
      ...[
        '/',
        '/stats',
        '/stats/',
        '/stats/prometheus/',
        '/config_dump',
        '/certs',
        '/ready',
        '/quitquitquit',
      ],
      ...[
        '/stats/prometheus/../../config_dump',
        '/stats/prometheus/..%2f..%2fconfig_dump',
        '/stats/prometheus%2f',
      ],
    ])
      t.equal((await ask(path)).status, 404, path);
    t.equal((await ask('/stats/prometheus', 'POST')).status, 404, 'POST');
    t.equal((await ask('/quitquitquit', 'POST')).status, 404, 'POST quitquitquit');
    t.notMatch((await edge.call({ path: '/stats/prometheus' })).text, 'envoy_', 'clients do not reach it');
  },
);
