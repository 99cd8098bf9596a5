import type { UncaughtErrors } from '../platform/telemetry/uncaught.ts';
import { type Running, runProcess } from './hosting/run-process.ts';
import { services } from './registry.ts';

const { env } = process;

/** The whole network in one process. */
async function network(uncaught: UncaughtErrors): Promise<Running> {
  const { startNetwork } = await import('./hosting/embedded/network.ts');
  const { startupBanner } = await import('./hosting/startup-banner.ts');
  const network = await startNetwork({ services, env, uncaught });
  return { banner: startupBanner(network), close: network.close };
}

/** A process of a cluster: the front, or a service. */
async function oneOf(name: string, uncaught: UncaughtErrors): Promise<Running> {
  if (name === 'front') {
    const { startFrontProcess } = await import('./hosting/cluster/front-process.ts');
    return startFrontProcess(services, env, uncaught);
  }
  const { startService } = await import('./hosting/cluster/service-process.ts');
  return startService(services, name, env, uncaught);
}

/** For scripts: the services that are processes, or the contracts that everybody may reach. */
function list(contracts: boolean): string {
  const lines = contracts
    ? services.all.flatMap((service) => service.public.map(({ typeName }) => typeName))
    : services.built.map(({ name }) => name);
  return `${lines.join('\n')}\n`;
}

const [what, argument] = process.argv.slice(2);
if (what === 'list') {
  process.stdout.write(list(argument === 'contracts'));
} else if (what === 'make-secrets') {
  if (argument === undefined)
    throw new Error('Say in which folder: node services/main.ts make-secrets FOLDER');
  const { makeSecrets } = await import('./hosting/cluster/make-secrets.ts');
  await makeSecrets(services, argument);
  process.stdout.write(`${argument} has every secret and key of a cluster\n`);
} else {
  runProcess((uncaught) => (what === undefined ? network(uncaught) : oneOf(what, uncaught)));
}
