import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bootstrap } from './bootstrap.ts';
import type { EdgeValues } from './values/values.ts';

export interface RunningEnvoy {
  readonly pid: number;
  readonly port: number;
  /** Of each listener, by its name. */
  readonly ports: Readonly<Record<string, number>>;
  /** `https://localhost:port` */
  readonly url: string;
  /** Of the admin interface, `http://127.0.0.1:port` */
  readonly admin: string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>;
  /** Ends it. */
  close(): Promise<void>;
}

export interface EnvoyOptions {
  /** The path of the program. */
  readonly program: string;
  readonly values: EdgeValues;
  /** Writes the configuration. Default: the edge's. */
  readonly configure?: (values: EdgeValues) => object;
  /** For the bootstrap and the address of the admin interface. */
  readonly folder: string;
  /** Addresses of names that DNS does not have here. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Threads that serve calls. */
  readonly threads?: number;
  readonly logLevel?: 'debug' | 'warn' | 'error';
}

/** Runs a program until it ends or its own input does, so that it ends with this process, however that ends. Prints its pid. */
const untilInputEnds = `
"$@" < /dev/null > /dev/null &
pid=$!
echo $pid
exec 3<&0
{ cat <&3 > /dev/null; kill $pid; } &
watcher=$!
wait $pid
code=$?
kill $watcher 2> /dev/null
exit $code`;

/**
 * Starts an Envoy with the bootstrap of these values. It resolves when the edge takes connections, has the signing keys, and
 * every cluster has a healthy process.
 *
 * @throws Error when the process ends before
 */
export async function startEnvoy(options: EnvoyOptions): Promise<RunningEnvoy> {
  const { program, values, folder, threads = 1, logLevel = 'error', configure = bootstrap } = options;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'bootstrap.json');
  const adminFile = join(folder, 'admin');
  rmSync(adminFile, { force: true });
  writeFileSync(file, JSON.stringify(configure(values), withAddresses(options.hosts ?? {})));
  const child = spawn(
    'sh',
    [
      ...['-c', untilInputEnds, 'sh', program, '-c', file, '--admin-address-path', adminFile],
      ...['--disable-hot-restart', '--concurrency', String(threads), '-l', logLevel],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const [pid] = await once(child.stdout, 'data');
  const { admin, ports } = await ready(child, adminFile);
  const port = ports.edge!;
  return {
    pid: Number(String(pid)),
    port,
    ports,
    url: `https://localhost:${port}`,
    admin,
    ended,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

/** Puts addresses in the place of names that Envoy would look up; hosts of requests stay names. */
const withAddresses = (hosts: Readonly<Record<string, string>>) => (key: string, value: unknown) =>
  key === 'address' && typeof value === 'string' ? (hosts[value] ?? value) : value;

interface Listening {
  readonly listener_statuses?: readonly {
    readonly name: string;
    readonly local_address: { readonly socket_address: { readonly port_value: number } };
  }[];
}

async function ready(child: ChildProcess, adminFile: string): Promise<Pick<RunningEnvoy, 'admin' | 'ports'>> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Envoy ended at its start with ${child.exitCode ?? child.signalCode}`);
    try {
      const admin = `http://${readFileSync(adminFile, 'utf8').trim()}`;
      const text = async (path: string) => (await fetch(`${admin}${path}`)).text();
      const live = (await text('/ready')).trim() === 'LIVE';
      const healthy = await text('/stats?filter=^cluster\\..*\\.membership_healthy$');
      const { listener_statuses: listeners = [] } = JSON.parse(
        await text('/listeners?format=json'),
      ) as Listening;
      const ports = Object.fromEntries(
        listeners.map(({ name, local_address }) => [name, local_address.socket_address.port_value]),
      );
      if (live && !/: 0$/m.test(healthy) && ports.edge !== undefined) return { admin, ports };
    } catch {
      // The file or the port does not exist yet.
    }
    await pause(50);
  }
}
