import { join } from 'node:path';
import { accessSettings, credentialsOf, write } from './credentials.ts';
import { askDgraph, healthy } from './dgraph-access.ts';
import type { Engine, EngineNode } from './engine.ts';
import { goProgram } from './install/go.ts';
import type { Place } from './place.ts';

const version = '25.0.0';
const user = 'skein';
const binary = ({ cache }: Place) => join(cache, 'bin', `dgraph-${version}`);
const quiet = ['--telemetry', 'reports=false; sentry=false', '--logtostderr', '--bindall=false'];

/** One zero, which assigns ids and timestamps, and one alpha, which holds the graph. */
export const dgraph: Engine = {
  name: 'dgraph',
  version,
  isCompiled: true,
  get: (place) =>
    goProgram(binary(place), {
      module: 'github.com/hypermodeinc/dgraph/v25',
      version,
      folder: './dgraph',
    }),
  nodes: (place) => [zero(place), alpha(place)],
  // A query as a client sends it; an alpha that has not found its zero yet refuses it.
  join: (place) => askDgraph(place, address(place), user),
  settings: (place) => ({
    SKEIN_DGRAPH_ALPHAS: address(place),
    ...accessSettings(place, 'dgraph', user),
  }),
};

/** With TLS by name: gRPC for Node.js warns about IP addresses. */
const address = (place: Place) => `${place.secure ? 'localhost' : '127.0.0.1'}:${ports(place).alphaGrpc}`;

/** Alpha's default ports plus 100, because Skein uses 8080. */
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
        ...['--port_offset', String(place.offset), ...tls(place, 'REQUIREANDVERIFY')],
      ],
    }),
    ready: () => healthy(place, zeroHttp),
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
        ...['--limit', 'mutations=allow', ...tls(place, 'VERIFYIFGIVEN'), ...accounts(place, folder)],
      ],
    }),
    ready: () => healthy(place, alphaHttp),
  };
}

/** In a secure place everything uses TLS; processes and operators of zero have certificates of the same authority. */
function tls(place: Place, clients: 'VERIFYIFGIVEN' | 'REQUIREANDVERIFY'): string[] {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return [];
  const { caFile, certificateFile, keyFile } = credentials;
  const own = ['server', 'client'].map((role) => `${role}-cert=${certificateFile}; ${role}-key=${keyFile}`);
  const trust = `ca-cert=${caFile}; use-system-ca=false; client-auth-type=${clients}; internal-port=true`;
  return ['--tls', [trust, ...own].join('; ')];
}

/** In a secure place alpha has accounts; the key that signs their tokens is in a file. */
function accounts(place: Place, folder: string): string[] {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return [];
  const file = join(folder, 'token-secret');
  write(file, credentials.password('dgraph-tokens'));
  return ['--acl', `secret-file=${file}`];
}
