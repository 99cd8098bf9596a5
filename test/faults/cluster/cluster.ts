import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { network, secretsFolder } from '../../../mesh/cluster/network.ts';
import { nodeUp } from '../../../mesh/engines/control.ts';
import { run } from '../../../mesh/engines/install/run.ts';
import { kafka } from '../../../mesh/engines/kafka.ts';
import { folderOf, type Place, placeFrom } from '../../../mesh/engines/place.ts';
import { signalNode } from '../../../mesh/engines/processes.ts';
import { engines } from '../../../mesh/engines/registry.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { addressesEnv } from '../../../services/hosting/cluster/addresses.ts';
import { grantOperator } from '../../harness/grant-operator.ts';
import { killEngines } from '../../kill-engines.ts';
import { onInterrupt } from '../../on-interrupt.ts';
import { unlimitedSettings } from '../../unlimited-settings.ts';

const main = fileURLToPath(new URL('../../../mesh/cluster/main.ts', import.meta.url));
const offset = '700';
const grpcPort = 27_051;
const startMs = 600_000;

/** The cluster profile with two processes of each service and its own engines and data. */
export interface TestCluster {
  /** `host:port` of the front. */
  readonly grpc: string;
  /** `host:port` of each Kafka broker. */
  readonly brokers: readonly string[];
  /** SIGKILL to the process of a node, an engine or a service. */
  kill(node: string): void;
  /** SIGSTOP and SIGCONT: a process is suspended and resumes unaware. */
  freeze(node: string): void;
  thaw(node: string): void;
  /** Restarts a node of an engine; resolves when clients can connect. Services are restarted automatically. */
  start(node: string): Promise<void>;
  /** Resolves when the front, which is restarted automatically, is ready. */
  doorOpen(): Promise<void>;
  /** A command to every node of Redis. */
  redis(...words: string[]): Promise<void>;
  /** Makes PostgreSQL's replica the primary. */
  promote(): Promise<void>;
  /** Makes a person an operator, as the owner of this machine can. Tokens that are issued later have the role. */
  grantOperator(handle: string): Promise<void>;
  close(): Promise<void>;
}

export async function startCluster(replicas: number): Promise<TestCluster> {
  const dir = mkdtempSync('/var/tmp/skein-faults-');
  const env = {
    ...process.env,
    NODE_OPTIONS: '--disable-warning=TimeoutNegativeWarning',
    SKEIN_ENGINES_OFFSET: offset,
    SKEIN_ENGINES_DIR: `${dir}/run`,
    SKEIN_REPLICAS: String(replicas),
    SKEIN_GRPC_PORT: String(grpcPort),
    SKEIN_HTTP_PORT: String(grpcPort + 1),
    SKEIN_SIGN_UPS_PER_ADDRESS: '10000',
    // All faults in sequence take longer than a default token lives.
    SKEIN_ACCESS_TOKEN_TTL: '24h',
    ...unlimitedSettings,
  };
  await run('chmod', ['711', dir]);
  const child = spawn(process.execPath, [main, 'run'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const place: Place = placeFrom(env);
  const ports = { grpcPort, httpPort: grpcPort + 1 };
  const skein = network({ settings: {}, replicas: () => replicas, ...ports });
  const close = async () => {
    // It restarts the others.
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }
    killEngines([skein, ...engines], place);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  onInterrupt(close);
  await new Promise<void>((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`the cluster did not start:\n${text}`)), startMs);
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      if (process.env.VERBOSE) process.stderr.write(more);
      if (!text.includes('is running')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => reject(new Error(`the cluster ended with ${code}:\n${text}`)));
  }).catch(async (error) => {
    await close();
    throw error;
  });
  const nodes = engines.flatMap((engine) => engine.nodes(place));
  const signal = (node: string, name: NodeJS.Signals) => signalNode(folderOf(place, node), name);
  const port = (name: string) => nodes.find((node) => node.name === name)!.port;
  return {
    grpc: `127.0.0.1:${grpcPort}`,
    brokers: kafka.settings(place).SKEIN_KAFKA_BROKERS!.split(','),
    kill: (node) => signal(node, 'SIGKILL'),
    freeze: (node) => signal(node, 'SIGSTOP'),
    thaw: (node) => signal(node, 'SIGCONT'),
    async start(node) {
      const found = nodes.find(({ name }) => name === node);
      if (found) await nodeUp(found, place);
    },
    async doorOpen() {
      const ready = () => fetch(`http://127.0.0.1:${grpcPort + 1}/readyz`).catch(() => undefined);
      for (const end = performance.now() + startMs; !(await ready())?.ok; ) {
        if (performance.now() > end) throw new Error('the front does not come back');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async redis(...words) {
      for (const host of ['127.0.0.1', '127.0.0.2', '127.0.0.3']) {
        await run('redis-cli', ['-e', '-h', host, '-p', String(port('redis-1')), ...words]);
      }
    },
    async promote() {
      const address = [
        '-h',
        '127.0.0.2',
        '-p',
        String(port('postgres-replica')),
        '-U',
        'app',
        '-d',
        'postgres',
      ];
      await run('psql', [...address, '-Atqc', 'SELECT pg_promote()']);
    },
    async grantOperator(handle) {
      const [address] = skein.settings(place)[addressesEnv('user')]!.split(',');
      const users = grpcTransport({ address: address! });
      await grantOperator(users, secretsFolder(place), handle).finally(() => users.close());
    },
    close,
  };
}
