import { type Client, createClient, type Transport } from '@connectrpc/connect';
import { pino } from 'pino';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { NotificationService } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { type GrpcTransport, grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';
import { createLog } from '../../platform/telemetry/log.ts';
import { cheapPasswords } from '../../platform/testing/cheap-passwords.ts';
import type { ProcessOptions } from '../../services/hosting/process-options.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import { services } from '../../services/registry.ts';
import { asServices } from '../harness/as-services.ts';
import { unlimitedSettings } from '../unlimited-settings.ts';
import { openMint } from './bad-input/tokens.ts';

/** One caller's clients of all public services. */
export interface Clients {
  readonly auth: Client<typeof AuthService>;
  readonly users: Client<typeof UserService>;
  readonly graph: Client<typeof GraphService>;
  readonly notifications: Client<typeof NotificationService>;
  readonly posts: Client<typeof PostService>;
  readonly timelines: Client<typeof TimelineService>;
}

/** The whole network on its real servers, and a gRPC channel to it. */
export interface RunningNetwork {
  readonly grpcAddress: string;
  readonly httpUrl: string;
  readonly dataDir: string;
  /** As the owner of an access token, or anonymous. */
  as(accessToken?: string): Clients;
  /** As services that may call them. */
  readonly users: Client<typeof UserMeshService>;
  close(): Promise<void>;
}

export const password = 'correct horse battery';

/**
 * @param env settings beside the ports and the folder
 * @param more `logged` receives every log line; `mayCall` replaces the table of calls
 */
export async function runNetwork(
  dataDir: string,
  env: Record<string, string> = {},
  { logged, mayCall }: Pick<ProcessOptions, 'mayCall'> & { logged?: (line: string) => void } = {},
): Promise<RunningNetwork> {
  const network = await startProcess({
    services,
    env: {
      SKEIN_DATA_DIR: dataDir,
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      ...unlimitedSettings,
      ...env,
    },
    log:
      logged === undefined
        ? pino({ level: 'silent' })
        : createLog({ level: 'debug', destination: { write: logged } }),
    overrides: { user: { passwords: cheapPasswords() } },
    ...(mayCall && { mayCall }),
    processFigures: false,
    freeze: true,
  });
  const grpcAddress = `127.0.0.1:${network.grpcPort}`;
  const transport = grpcTransport({ address: grpcAddress });
  return {
    grpcAddress,
    httpUrl: `http://127.0.0.1:${network.httpPort}`,
    dataDir,
    as(accessToken) {
      const from = sending(transport, accessToken ? { authorization: `Bearer ${accessToken}` } : {});
      return {
        auth: createClient(AuthService, from),
        users: createClient(UserService, from),
        graph: createClient(GraphService, from),
        notifications: createClient(NotificationService, from),
        posts: createClient(PostService, from),
        timelines: createClient(TimelineService, from),
      };
    },
    users: createClient(
      UserMeshService,
      asServices(transport, async (service) => (await openMint(dataDir)).service(service)),
    ),
    async close() {
      transport.close();
      await network.close();
    },
  };
}

/** Sends the headers with every call. */
function sending(transport: GrpcTransport, header: Record<string, string>): Transport {
  const calls = transport as Calls;
  return asTransport({
    unary: (method, signal, timeoutMs, _header, input) =>
      calls.unary(method, signal, timeoutMs, header, input),
    stream: (method, signal, timeoutMs, _header, input) =>
      calls.stream(method, signal, timeoutMs, header, input),
  });
}
