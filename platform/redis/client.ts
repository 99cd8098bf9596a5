import { Cluster } from 'ioredis';

export interface RedisClientOptions {
  /** `host:port` of some nodes; the client discovers the others. */
  readonly nodes: readonly string[];
  readonly username?: string;
  readonly password?: string;
  /** Absent: plaintext. */
  readonly tls?: { readonly ca?: string };
  /** Receives lost connections and the like; the client reconnects by itself. */
  readonly onError?: (error: unknown) => void;
}

/** Callers continue without Redis after this limit. */
const commandTimeoutMs = 2_000;

/** A client of a cluster. It connects by itself, now and after each loss. */
export function redisClient({ nodes, username, password, tls, onError }: RedisClientOptions): Cluster {
  const client = new Cluster(nodes.map(addressOf), {
    clusterRetryStrategy: (times) => Math.min(100 * times, 1_000),
    // Otherwise a node that came back is not used until the next refresh of the slots.
    clusterNodeRetryStrategy: (times) => Math.min(100 * times, 1_000),
    slotsRefreshTimeout: 2_000,
    slotsRefreshInterval: 5_000,
    maxRedirections: 5,
    redisOptions: {
      username,
      password,
      tls,
      connectTimeout: 2_000,
      commandTimeout: commandTimeoutMs,
      maxRetriesPerRequest: 1,
    },
  });
  client.on('error', (error) => onError?.(error));
  client.on('node error', (error) => onError?.(error));
  boundWaiting(client);
  return client;
}

/**
 * The client's own time limit starts when a command goes to a node. While no node answers, the client would keep
 * commands indefinitely and then send them although no caller waits. Here they fail within the same time, and at once
 * when Redis has been unreachable for longer.
 */
function boundWaiting(client: Cluster): void {
  let goneSinceMs: number | undefined = performance.now();
  client.on('ready', () => {
    goneSinceMs = undefined;
  });
  client.on('close', () => {
    goneSinceMs ??= performance.now();
  });
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, ...where) => {
    // Commands pass here again when nodes answer.
    if (command.isSettled) return command.promise;
    command.setTimeout(commandTimeoutMs);
    // After connecting, the client sends a command to check that the cluster is ready.
    const isGone = client.status !== 'ready' && client.status !== 'connect';
    if (isGone && performance.now() - (goneSinceMs ?? Number.POSITIVE_INFINITY) > commandTimeoutMs) {
      command.reject(new Error('no node of Redis answers'));
      return command.promise;
    }
    return send(command, ...where);
  };
}

function addressOf(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at), port: Number(text.slice(at + 1)) };
}
