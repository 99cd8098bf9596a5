import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';

export interface KafkaClientOptions extends Pick<KafkaConfig, 'brokers' | 'ssl' | 'sasl'> {
  readonly clientId: string;
  /** Errors that the client tells of itself; it goes on after most of them. */
  readonly onLog?: (message: string, details: object) => void;
}

/** Where the brokers are and who asks; connects to nothing yet. Limits are short: callers have deadlines of their own. */
export function kafkaClient({ onLog, ...options }: KafkaClientOptions): Kafka {
  return new Kafka({
    ...options,
    connectionTimeout: 2_000,
    authenticationTimeout: 5_000,
    requestTimeout: 10_000,
    // A consumer that gave up waits as long as its last pause was to be: brokers that are back must not wait for it.
    retry: { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: onLog ? logLevel.ERROR : logLevel.NOTHING,
    logCreator: () => (entry) => {
      const { message, timestamp: _, logger: __, ...details } = entry.log;
      onLog?.(message, details);
    },
  });
}
