/** Every engine's version; compose.yaml names the same ones. */
export const versions = {
  /** Debian's package; Debian updates the minor version. */
  postgres: '15',
  /** Debian's package. */
  redis: '7.0',
  dgraph: '25.0.0',
  cassandra: '5.0.8',
  kafka: '4.1.1',
  /** Kafka's logging library. */
  slf4j: '1.7.36',
  mavenDependencyPlugin: '3.8.1',
} as const;
