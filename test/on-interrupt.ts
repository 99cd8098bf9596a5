/** On a signal, stops child processes once before the process ends; they would outlive it. */
export function onInterrupt(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void close().finally(() => process.exit(1)));
  }
}
