import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { explainTlsFailure } from '../engines/explain-tls-failure.ts';
import { elasticsearchError, isConnectionError, isIndexMissing, isShardMissing } from './errors.ts';

export interface ElasticsearchAccess {
  /** `host:port` of the nodes; any of them may answer. */
  readonly nodes: readonly string[];
  readonly login?: { readonly username: string; readonly password: string };
  /** Absent: plaintext. */
  readonly tls?: { readonly ca?: Buffer };
}

/**
 * A connection to Elasticsearch. Every request has a time limit and fails with DomainError DEPENDENCY_UNAVAILABLE when no
 * node answers or the nodes are overloaded. A request whose connection failed is repeated once, so requests must be
 * repeatable.
 */
export interface Elasticsearch {
  /** Runs requests. */
  ask<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** Runs a request that only reads. It runs again once when its index is removed, because another one took its place. */
  read<T>(work: (client: Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const repeatAfterMs = 100;

/**
 * @param limitMs how long a request may take
 * @throws DomainError DEPENDENCY_UNAVAILABLE when no node answers, EngineRefused
 */
export async function openElasticsearch(
  access: ElasticsearchAccess,
  limitMs = 4_000,
): Promise<Elasticsearch> {
  const { nodes, login, tls } = access;
  const client = new Client({
    nodes: nodes.map((address) => `${tls ? 'https' : 'http'}://${address}`),
    ...(login && { auth: login }),
    ...(tls && { tls }),
    requestTimeout: limitMs,
    // `ask` repeats: the client waits up to 2 s before it does.
    maxRetries: 0,
  });
  const ask = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    try {
      return await work(client).catch(async (error: unknown) => {
        if (!isConnectionError(error)) throw error;
        await pause(repeatAfterMs);
        return work(client);
      });
    } catch (error) {
      throw elasticsearchError(error);
    }
  };
  try {
    await ask(() => client.info());
  } catch (error) {
    await client.close();
    throw await explainTlsFailure('elasticsearch', { addresses: nodes, tls }, error);
  }
  return {
    ask,
    read: (work) =>
      ask(() =>
        work(client).catch((error: unknown) => {
          if (!isIndexMissing(error) && !isShardMissing(error)) throw error;
          return work(client);
        }),
      ),
    close: () => client.close(),
  };
}
