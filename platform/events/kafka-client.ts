import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';

export interface KafkaClientOptions extends Pick<KafkaConfig, 'brokers' | 'ssl' | 'sasl'> {
  readonly clientId: string;
  /** The client's own warnings and errors; it goes on by itself after most of them. */
  readonly onLog?: (level: 'warn' | 'error', message: string, details: object) => void;
}

/** Where the brokers are and who asks; connects to nothing yet. Limits are short: callers have deadlines of their own. */
export function kafkaClient({ onLog, ...options }: KafkaClientOptions): Kafka {
  return new Kafka({
    ...options,
    connectionTimeout: 2_000,
    authenticationTimeout: 5_000,
    requestTimeout: 10_000,
    logLevel: onLog ? logLevel.WARN : logLevel.NOTHING,
    logCreator: () => (entry) => {
      const { message, timestamp: _, logger: __, ...details } = entry.log;
      onLog?.(entry.level === logLevel.WARN ? 'warn' : 'error', message, details);
    },
  });
}
