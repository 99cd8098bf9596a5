import { ConfigError } from '../platform/config.ts';
import { startNetwork } from './network.ts';
import { welcome } from './welcome.ts';

/** The whole network in one process, until SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const network = await startNetwork({ env: process.env });
  const stopped = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve());
  process.stdout.write(welcome(network));
  await stopped.promise;
  await network.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
});
