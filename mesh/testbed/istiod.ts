import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { EngineNode } from '../engines/engine.ts';
import { folderOf, type Place } from '../engines/place.ts';
import { authority } from './authority.ts';

const host = '127.0.0.1';
export const controlPorts = ({ offset }: Place) => ({
  discovery: 15_012 + offset,
  ready: 15_013 + offset,
  status: 15_014 + offset,
});

export const authorityFolder = (place: Place) => join(folderOf(place, 'mesh'), 'authority');
/** The folder whose YAML the control plane reads. */
const configuration = (place: Place) => join(folderOf(place, 'istiod'), 'configuration');

/** Production's mesh configuration, with the control plane on this machine. */
export function meshConfig(place: Place): { readonly defaultConfig: object } {
  const file = new URL('../istio/mesh-config.yaml', import.meta.url);
  const mesh = parse(readFileSync(file, 'utf8')) as { readonly defaultConfig: object };
  const discoveryAddress = `localhost:${controlPorts(place).discovery}`;
  return { ...mesh, defaultConfig: { ...mesh.defaultConfig, discoveryAddress } };
}

/** The control plane. It starts without configuration: files present at its start may lose their endpoints. */
export function istiod(place: Place, programs: string): EngineNode {
  const ports = controlPorts(place);
  return {
    name: 'istiod',
    host,
    port: ports.discovery,
    async prepare(folder) {
      rmSync(configuration(place), { recursive: true, force: true });
      mkdirSync(configuration(place), { recursive: true });
      rmSync(join(folder, 'etc'), { recursive: true, force: true });
      mkdirSync(join(folder, 'etc/cacerts'), { recursive: true });
      const ca = authority(authorityFolder(place));
      for (const name of ['ca-key.pem', 'ca-cert.pem', 'root-cert.pem', 'cert-chain.pem'])
        writeFileSync(join(folder, 'etc/cacerts', name), readFileSync(join(ca, name)), { mode: 0o600 });
      writeFileSync(join(folder, 'mesh.yaml'), stringify(meshConfig(place)));
    },
    command: (folder) => ({
      program: join(programs, 'istiod'),
      args: [
        ...['--config', configuration(place), '--mesh', join(folder, 'mesh.yaml')],
        ...['--discovery', `${host}:${ports.discovery}`, '--ready', `${host}:${ports.ready}`],
        ...['--status', `${host}:${ports.status}`],
      ],
      env: {
        POD_NAMESPACE: 'istio-system',
        CLUSTER_ID: 'Kubernetes',
        // Filters that only Istio's build of Envoy has.
        PILOT_ENABLE_METADATA_EXCHANGE: 'false',
        PILOT_ENABLE_ALPN_FILTER: 'false',
        // Sidecars read the keys of users' tokens over the mesh.
        PILOT_JWT_ENABLE_REMOTE_JWKS: 'envoy',
      },
    }),
    async ready() {
      const response = await fetch(`http://${host}:${ports.ready}/ready`, {
        signal: AbortSignal.timeout(2_000),
      });
      if (!response.ok) throw new Error(`ready answers ${response.status}`);
    },
  };
}

/** Replaces a file of the control plane's configuration at once. */
export function configure(place: Place, name: string, text: string): void {
  const file = join(configuration(place), name);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
