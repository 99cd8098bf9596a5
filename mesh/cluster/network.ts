import { join } from 'node:path';
import { addressesEnv } from '../../services/hosting/cluster/addresses.ts';
import type { Service } from '../../services/hosting/define-service.ts';
import { services } from '../../services/registry.ts';
import type { Engine, EngineNode } from '../engines/engine.ts';
import { run } from '../engines/install/run.ts';
import { folderOf, type Place } from '../engines/place.ts';
import { type Groups, groupsOf } from './layouts.ts';

export interface NetworkOptions {
  /** The addresses of engines, and other settings of every process. */
  readonly settings: Readonly<Record<string, string>>;
  /** How many processes a group of services has, by the name of its first. */
  readonly replicas: (service: string) => number;
  /** Which services share a process. Default: none. */
  readonly groups?: Groups;
  readonly grpcPort: number;
  readonly httpPort: number;
  /** The source tree that a process runs, by its name: another build. Default: this one. */
  readonly treeOf?: (process: string) => string | undefined;
  /** More settings of a process, by its name; they replace others. */
  readonly environmentOf?: (process: string) => Readonly<Record<string, string>>;
}

const root = new URL('../../', import.meta.url).pathname;
const host = '127.0.0.1';

/** Skein as an engine of mesh/engines: processes of each service, and the front. */
export function network(options: NetworkOptions): Engine {
  return {
    name: 'skein',
    version: '',
    async get(place) {
      await run(process.execPath, [join(root, 'services/main.ts'), 'make-secrets', secretsFolder(place)]);
    },
    nodes: (place) => [
      ...groupsIn(options).flatMap((group) =>
        numbersOf(options, group).map((number) => groupNode(place, options, group, number)),
      ),
      frontNode(place, options),
    ],
    settings: (place) => addresses(place, options),
  };
}

/** The folder of secrets and keys; `skein grant` reads `mesh-keys` in it. */
export const secretsFolder = (place: Place) => join(place.dir, 'skein-secrets');

/**
 * Two sets of engines have two sets of services, whose ports are ten times the offset apart. All are below the
 * ephemeral port range.
 */
export function grpcPortOf({ offset }: Place, { port }: Service, number: number): number {
  return port - 30_000 + offset * 10 + (number - 1) * 100;
}

export const operationsPort = (grpcPort: number) => grpcPort + 20;

function numbersOf({ replicas }: NetworkOptions, [first]: Groups[number]): number[] {
  return Array.from({ length: replicas(first!.name) }, (_, index) => index + 1);
}

const groupsIn = ({ groups = groupsOf(services) }: NetworkOptions) => groups;

/** Services of a group have the addresses of its first. */
function addresses(place: Place, options: NetworkOptions): Record<string, string> {
  return Object.fromEntries(
    groupsIn(options).flatMap((group) => {
      const list = numbersOf(options, group).map(
        (number) => `${host}:${grpcPortOf(place, group[0]!, number)}`,
      );
      return group.map(({ name }) => [addressesEnv(name), list.join(',')]);
    }),
  );
}

function groupNode(place: Place, options: NetworkOptions, group: Groups[number], number: number): EngineNode {
  const grpcPort = grpcPortOf(place, group[0]!, number);
  const parts = group.map(({ name }) => name);
  return node(place, options, {
    name: `${parts.join('-')}-${number}`,
    parts,
    grpcPort,
    httpPort: operationsPort(grpcPort),
  });
}

function frontNode(place: Place, options: NetworkOptions): EngineNode {
  const { grpcPort, httpPort } = options;
  return node(place, options, {
    name: 'front',
    parts: ['front'],
    grpcPort,
    httpPort,
  });
}

interface Process {
  readonly name: string;
  /** The arguments of services/main.ts. */
  readonly parts: readonly string[];
  readonly grpcPort: number;
  readonly httpPort: number;
}

function node(place: Place, options: NetworkOptions, process_: Process): EngineNode {
  const { name, parts, grpcPort, httpPort } = process_;
  return {
    name,
    host,
    port: grpcPort,
    command: () => ({
      program: process.execPath,
      // kafkajs computes one time-out from 1970; Node's warning is right, and harmless.
      args: [
        '--disable-warning=TimeoutNegativeWarning',
        join(options.treeOf?.(name) ?? root, 'services/main.ts'),
        ...parts,
      ],
      env: {
        // Halves the start-up time, most of which is reading TypeScript.
        NODE_COMPILE_CACHE: folderOf(place, 'compile-cache'),
        SKEIN_PROFILE: 'cluster',
        SKEIN_TRUSTED_PROXIES: host,
        SKEIN_LOG_LEVEL: process.env.SKEIN_LOG_LEVEL || 'warn',
        ...options.settings,
        ...addresses(place, options),
        SKEIN_SECRETS_DIR: secretsFolder(place),
        SKEIN_DATA_DIR: folderOf(place, name),
        SKEIN_GRPC_PORT: String(grpcPort),
        SKEIN_HTTP_PORT: String(httpPort),
        ...options.environmentOf?.(name),
      },
    }),
    async ready() {
      const response = await fetch(`http://${host}:${httpPort}/readyz`, {
        signal: AbortSignal.timeout(2_000),
      });
      const text = (await response.text()).trim();
      // The front names the services that it does not reach yet; calls to those fail.
      if (!response.ok || text !== 'ready') throw new Error(text);
    },
  };
}
