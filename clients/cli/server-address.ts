import { homedir } from 'node:os';
import { join } from 'node:path';
import { usageFault } from './fault.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The addresses of the server. */
export interface ServerAddress {
  /** `host:port` of its gRPC server. */
  readonly grpc: string;
  /** `http://host:port` of its HTTP server. */
  readonly http: string;
}

const defaults = { host: '127.0.0.1', grpcPort: '50051', httpPort: '8080' };

/**
 * `--server host:port`, else SKEIN_GRPC_PORT on this machine, else the defaults of `make run`. HTTP uses
 * SKEIN_HTTP_PORT of the same host.
 *
 * @throws Fault
 */
export function serverAddressOf(server: string | undefined, env: Environment): ServerAddress {
  const given = server ?? `${defaults.host}:${port(env, 'SKEIN_GRPC_PORT') ?? defaults.grpcPort}`;
  const url = URL.parse(`http://${given}`);
  if (url === null || url.hostname === '' || url.host !== given || url.port === '') {
    throw usageFault(`--server takes host:port, not ${given}`);
  }
  return {
    grpc: given,
    http: `http://${url.hostname}:${port(env, 'SKEIN_HTTP_PORT') ?? defaults.httpPort}`,
  };
}

function port(env: Environment, name: string): string | undefined {
  const value = env[name];
  if (value === undefined || value === '') return undefined;
  if (!/^\d{1,5}$/.test(value)) throw usageFault(`${name} is no port: ${value}`);
  return value;
}

/** The directory of sessions and seed records: SKEIN_CONFIG_DIR, else by the XDG Base Directory Specification. */
export function configDirectory(env: Environment): string {
  return env.SKEIN_CONFIG_DIR || join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'skein');
}
