import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import { loginRefused } from '../engines/engine-refused.ts';
import { explainTlsFailure } from '../engines/explain-tls-failure.ts';
import { engineUnavailable } from '../engines/unavailable.ts';

export interface KafkaClientOptions extends Pick<KafkaConfig, 'sasl'> {
  /** `host:port` of some brokers; the client discovers the others. */
  readonly brokers: readonly string[];
  /** Absent: plaintext. */
  readonly ssl?: { readonly ca?: string };
  readonly clientId: string;
  /** Receives errors that the client logs; it recovers from most of them. */
  readonly onLog?: (message: string, details: object) => void;
}

/** Configures a client without connecting. Its limits are short, because callers have deadlines. */
export function kafkaClient({ onLog, brokers, ssl, ...options }: KafkaClientOptions): Kafka {
  return new Kafka({
    ...options,
    brokers: [...brokers],
    ...(ssl && { ssl: { ...ssl, rejectUnauthorized: true } }),
    connectionTimeout: 2_000,
    authenticationTimeout: 5_000,
    requestTimeout: 10_000,
    // A consumer that gave up waits for its last pause; brokers that come back must not wait that long.
    retry: { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: onLog ? logLevel.ERROR : logLevel.NOTHING,
    logCreator: () => (entry) => {
      const { message, timestamp: _, logger: __, ...details } = entry.log;
      onLog?.(message, details);
    },
  });
}

/**
 * Sends the brokers a request.
 * @throws DomainError DEPENDENCY_UNAVAILABLE, EngineRefused
 */
export async function checkKafkaConnection(
  kafka: Kafka,
  { brokers, ssl }: Pick<KafkaClientOptions, 'brokers' | 'ssl'>,
): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.describeCluster();
  } catch (error) {
    if ((error as Error).name === 'KafkaJSSASLAuthenticationError') throw loginRefused('kafka', error);
    throw await explainTlsFailure(
      'kafka',
      { addresses: brokers, tls: ssl },
      engineUnavailable('kafka', error),
    );
  } finally {
    await admin.disconnect().catch(() => {});
  }
}
