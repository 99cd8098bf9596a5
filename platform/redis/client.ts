import { Cluster } from 'ioredis';

export interface RedisClientOptions {
  /** `host:port` of some nodes; the others are learnt from them. */
  readonly nodes: readonly string[];
  readonly username?: string;
  readonly password?: string;
  /** Absent: plaintext. */
  readonly tls?: { readonly ca?: string };
  /** Lost connections and the like; the client connects again by itself. */
  readonly onError?: (error: unknown) => void;
}

/** An answer that takes longer is as good as none: callers go on without what Redis holds. */
const commandTimeoutMs = 2_000;

/** A client of a cluster, which connects by itself, now and after each loss. */
export function redisClient({ nodes, username, password, tls, onError }: RedisClientOptions): Cluster {
  const client = new Cluster(nodes.map(addressOf), {
    clusterRetryStrategy: (times) => Math.min(100 * times, 1_000),
    // Without it a node that came back is not spoken to until the slots are looked up anew.
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
 * The client's own limit begins when a command goes to a node. While it knows no node that answers it would keep commands
 * for as long as that lasts, and then send what nobody waits for any more: here they fail in the same time, and at once
 * when Redis has been gone for longer.
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
    // It comes here again when nodes answer again.
    if (command.isSettled) return command.promise;
    command.setTimeout(commandTimeoutMs);
    // Once it is connected the client asks, by a command, whether the cluster is ready.
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
