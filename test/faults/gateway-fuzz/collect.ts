/** Preloaded into the attacked server: SIGUSR2 collects garbage, so that remaining memory is in use. */
process.on('SIGUSR2', () => (globalThis as { gc?: () => void }).gc?.());
