/** Preloaded into the server under attack: SIGUSR2 collects garbage, so that what is left is what is held. */
process.on('SIGUSR2', () => (globalThis as { gc?: () => void }).gc?.());
