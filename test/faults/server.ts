import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createClient } from '@connectrpc/connect';
import { Health } from '../../gen/ts/grpc/health/v1/health_pb.ts';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { NotificationService } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { addressesOf } from '../addresses.ts';
import { unlimitedSettings } from '../unlimited-settings.ts';

/** services/main.ts in a process of its own. */
export type Server = Awaited<ReturnType<typeof startServer>>;

/** A signed-in user. */
export interface Person {
  readonly id: string;
  readonly headers: { readonly authorization: string };
}

/**
 * @param settings SKEIN_ variables; the system chooses the ports
 * @param ulimit options of the shell's ulimit, such as `-n 96`, for this process alone
 */
export async function startServer(
  dataDir: string,
  settings: Readonly<Record<string, string>>,
  ulimit?: string,
) {
  const program = [process.execPath, 'services/main.ts'];
  const [command, ...args] =
    ulimit === undefined ? program : ['bash', '-c', `ulimit ${ulimit}; exec "$@"`, 'bash', ...program];
  const child = spawn(command!, args, {
    env: {
      ...process.env,
      SKEIN_DATA_DIR: dataDir,
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      ...unlimitedSettings,
      SKEIN_LOG_LEVEL: 'error',
      SKEIN_SIGN_UPS_PER_ADDRESS: '1000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const { grpc, http } = await addressesOf(child);
  const transport = grpcTransport({ address: grpc });
  const auth = createClient(AuthService, transport);
  return {
    address: grpc,
    http,
    pid: child.pid!,
    health: createClient(Health, transport),
    graph: createClient(GraphService, transport),
    notifications: createClient(NotificationService, transport),
    posts: createClient(PostService, transport),
    timelines: createClient(TimelineService, transport),
    async signUp(handle: string): Promise<Person> {
      const { account, tokens } = await auth.signUp({ handle, password: 'a long password' });
      return { id: account!.user!.id, headers: { authorization: `Bearer ${tokens!.accessToken}` } };
    },
    /** A metric of /metrics, by its full name. */
    async figure(name: string): Promise<number> {
      const text = await (await fetch(`${http}/metrics`)).text();
      return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    },
    /** The server's clock, in milliseconds since 1970: whole seconds, from a response header. */
    async clockMs(): Promise<number> {
      return Date.parse((await fetch(`${http}/healthz`)).headers.get('date')!);
    },
    /** SIGKILL: no process survives. */
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
      transport.close();
    },
  };
}
