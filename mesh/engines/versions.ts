/** Every engine's version, and nothing else's: compose.yaml names the same ones. */
export const versions = {
  /** Debian's own package; the minor version is what Debian keeps up to date. */
  postgres: '15',
  /** Debian's own package. */
  redis: '7.0',
  dgraph: '25.0.0',
  cassandra: '5.0.8',
  kafka: '4.1.1',
  /** What Kafka logs through. */
  slf4j: '1.7.36',
  mavenDependencyPlugin: '3.8.1',
} as const;
