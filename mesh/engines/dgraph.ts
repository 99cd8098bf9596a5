import { join } from 'node:path';
import type { Engine, EngineNode } from './engine.ts';
import { goProgram } from './getting/go.ts';
import type { Place } from './place.ts';
import { versions } from './versions.ts';

const binary = ({ cache }: Place) => join(cache, 'bin', `dgraph-${versions.dgraph}`);
const quiet = ['--telemetry', 'reports=false; sentry=false', '--logtostderr', '--bindall=false'];

/** One zero, which hands out ids and timestamps, and one alpha, which holds the graph. */
export const dgraph: Engine = {
  name: 'dgraph',
  version: versions.dgraph,
  get: (place) =>
    goProgram(binary(place), {
      module: 'github.com/hypermodeinc/dgraph/v25',
      version: versions.dgraph,
      folder: './dgraph',
    }),
  nodes: (place) => [zero(place), alpha(place)],
  // A query as a client asks it; an alpha that has not found its zero yet refuses.
  async join(place) {
    const response = await fetch(`http://127.0.0.1:${ports(place).alphaHttp}/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/dql' },
      body: 'schema {}',
    });
    const text = await response.text();
    if (!response.ok || /"errors"/.test(text)) throw new Error(text);
  },
  settings: (place) => ({ SKEIN_DGRAPH_ALPHAS: `127.0.0.1:${ports(place).alphaGrpc}` }),
};

/** Alpha's usual ports plus 100, for 8080 is Skein's own. */
const ports = ({ offset }: Place) => ({
  zeroGrpc: 5_080 + offset,
  zeroHttp: 6_080 + offset,
  alphaInternal: 7_180 + offset,
  alphaHttp: 8_180 + offset,
  alphaGrpc: 9_180 + offset,
});

function zero(place: Place): EngineNode {
  const { zeroGrpc, zeroHttp } = ports(place);
  return {
    name: 'dgraph-zero',
    host: '127.0.0.1',
    port: zeroGrpc,
    command: (folder) => ({
      program: binary(place),
      args: [
        ...['zero', ...quiet, '--my', `localhost:${zeroGrpc}`, '--wal', join(folder, 'wal')],
        ...['--port_offset', String(place.offset)],
      ],
    }),
    ready: () => healthy(zeroHttp),
  };
}

function alpha(place: Place): EngineNode {
  const { zeroGrpc, alphaInternal, alphaHttp, alphaGrpc } = ports(place);
  return {
    name: 'dgraph-alpha',
    host: '127.0.0.1',
    port: alphaGrpc,
    command: (folder) => ({
      program: binary(place),
      args: [
        ...['alpha', ...quiet, '--my', `localhost:${alphaInternal}`, '--zero', `localhost:${zeroGrpc}`],
        ...['--port_offset', String(100 + place.offset), '-p', join(folder, 'p'), '-w', join(folder, 'w')],
        ...['--tmp', join(folder, 't'), '--cache', 'size-mb=64', '--badger', 'numgoroutines=2'],
        ...['--limit', 'mutations=allow'],
      ],
    }),
    ready: () => healthy(alphaHttp),
  };
}

async function healthy(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(5_000) });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
}
