/** Whoever is told to end ends what he started first, once: processes of their own would go on without him. */
export function onInterrupt(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void close().finally(() => process.exit(1)));
  }
}
