import { ConfigError } from '../platform/config.ts';
import { startNetwork } from './network.ts';
import { welcome } from './welcome.ts';

/** The whole network in one process, until SIGINT or SIGTERM. */
async function main(): Promise<void> {
  // Databases hold e-mail addresses and password hashes: also in a folder that was there before, nobody else reads them.
  process.umask(0o077);
  const network = await startNetwork({ env: process.env });
  const stopped = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve());
  process.stdout.write(welcome(network));
  await stopped.promise;
  await network.close();
}

/** What can be mended where Skein is started is told in its own words; the rest, mistakes of ours, with its stack. */
function told(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && error.constructor === Error) return `Skein can't run: ${error.message}`;
  return error instanceof Error ? `${error.stack}` : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${told(error)}\n`);
  process.exitCode = 1;
});
