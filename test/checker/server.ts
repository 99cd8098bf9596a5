import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Client, createClient, type Transport } from '@connectrpc/connect';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { NotificationService } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { OpsService } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { addressesOf } from '../addresses.ts';
import { grantOperator } from '../harness/grant-operator.ts';
import { unlimitedSettings } from '../unlimited-settings.ts';
import { type Path, reportedPaths } from './paths.ts';
import type { Life } from './rules.ts';

export interface Api {
  readonly auth: Client<typeof AuthService>;
  readonly user: Client<typeof UserService>;
  readonly graph: Client<typeof GraphService>;
  readonly notification: Client<typeof NotificationService>;
  readonly post: Client<typeof PostService>;
  readonly timeline: Client<typeof TimelineService>;
  readonly search: Client<typeof SearchService>;
  readonly ops: Client<typeof OpsService>;
}

/** services/main.ts in a process of its own, over gRPC. */
export interface Server {
  readonly api: Api;
  /**
   * SIGTERM; waits for a clean end.
   * @throws Error for another exit code
   */
  stop(): Promise<void>;
  /** SIGKILL: no process survives. */
  kill(): Promise<void>;
  /** Its latest output. */
  output(): string;
  /** Its rings are so small that streams may have to list again. */
  readonly letsGo: boolean;
  /** How long a change may still be invisible to searches after it was indexed. */
  readonly foundWithinMs: number;
  /** Makes a person an operator, as the owner of this machine can. Tokens that are issued later have the role. */
  grantOperator(handle: string): Promise<void>;
  /** How long another process may accept an ended session. */
  readonly revokedWithinMs: number;
  /** How often each code path ran; undefined when not counted. */
  paths(): Readonly<Partial<Record<Path, number>>> | undefined;
}

const main = fileURLToPath(new URL('../../services/main.ts', import.meta.url));
const faultyMain = fileURLToPath(new URL('faulty-server.ts', import.meta.url));
const mutantMain = fileURLToPath(new URL('mutants/mutant-server.ts', import.meta.url));
/** Limits for a hang, not for speed: the machine may have other work. */
const startMs = 300_000;
const stopMs = 120_000;
const keptOutput = 8_000;

/** Starts the checked system on the same data, with the settings of a run. */
export type StartServer = (dataDir: string, life: Life) => Promise<Server>;

export const startServer: StartServer = async (dataDir, life) => {
  const { settings, faulty, smallRings, number, mutant } = life;
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [mutant !== undefined ? mutantMain : faulty ? faultyMain : main], {
    env: {
      PATH,
      HOME,
      TMPDIR,
      SKEIN_DATA_DIR: dataDir,
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      ...unlimitedSettings,
      ...settings,
      CHECKER_SEED: String(number),
      ...(smallRings && { CHECKER_SMALL_RINGS: 'yes' }),
      ...(mutant !== undefined && { CHECKER_MUTANT: mutant }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let paths = {};
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      const counts = reportedPaths(line);
      if (counts === undefined) output = `${output}${line}\n`.slice(-keptOutput);
      else paths = counts;
    });
  }
  const { grpc: address } = await within(startMs, 'starting', addressesOf(child)).catch((error: Error) => {
    child.kill('SIGKILL');
    throw new Error(`${error.message}\n${output}`);
  });
  const transport = grpcTransport({ address });

  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'close');
      child.kill(signal);
      await within(stopMs, `ending by ${signal}`, ended);
    }
    transport.close();
  };
  return {
    api: apiOver(transport),
    async stop() {
      await end('SIGTERM');
      if (child.exitCode !== 0) throw new Error(`the server ended with ${child.exitCode}\n${output}`);
    },
    kill: () => end('SIGKILL'),
    output: () => output,
    letsGo: smallRings && faulty,
    // An index has a second by the contract of its port, and first pages are cached for a second.
    foundWithinMs: 3_000,
    grantOperator: (handle) => grantOperator(transport, dataDir, handle),
    revokedWithinMs: 0,
    paths: () => paths,
  };
};

export function apiOver(transport: Transport): Api {
  return {
    auth: createClient(AuthService, transport),
    user: createClient(UserService, transport),
    graph: createClient(GraphService, transport),
    notification: createClient(NotificationService, transport),
    post: createClient(PostService, transport),
    timeline: createClient(TimelineService, transport),
    search: createClient(SearchService, transport),
    ops: createClient(OpsService, transport),
  };
}

async function within<T>(limitMs: number, what: string, work: Promise<T>): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error(`${what} took over ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
