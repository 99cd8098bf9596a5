import { ConfigError } from '../../platform/config.ts';
import { startGatewayProcess } from './process.ts';

/** The gateway alone, until SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const gateway = await startGatewayProcess(process.env);
  const stopped = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve());
  process.stdout.write(`The gateway listens on http://${gateway.bind}:${gateway.port}\n`);
  await stopped.promise;
  await gateway.close();
}

main().catch((error: unknown) => {
  const told =
    error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${told}\n`);
  process.exitCode = 1;
});
