import { runProcess, runTask } from './hosting/run-process.ts';
import { services } from './registry.ts';

/** Lists for scripts: the services that are processes, the public contracts, or the engines of a deployment. */
const lists: Readonly<Record<string, () => readonly string[]>> = {
  services: () => services.built.map(({ name }) => name),
  contracts: () => services.all.flatMap((service) => service.public.map(({ typeName }) => typeName)),
  engines: () => services.engines.map(({ name }) => name),
};

const words = process.argv.slice(2);
const [what, argument = 'services'] = words;
if (what === 'list') {
  const names = lists[argument]?.();
  if (names === undefined) throw new Error(`There are lists of ${Object.keys(lists).join(', ')}.`);
  process.stdout.write(`${names.join('\n')}\n`);
} else if (what === 'make-secrets') {
  if (words.length < 2) throw new Error('Name the folder: node services/main.ts make-secrets FOLDER');
  const { makeSecrets } = await import('./hosting/cluster/make-secrets.ts');
  await makeSecrets(services, argument);
  process.stdout.write(`${argument} now has all secrets and keys of a cluster\n`);
} else if (what === 'rotate-keys') {
  if (words.length < 2)
    throw new Error('Name the folder of keys: node services/main.ts rotate-keys .data/keys');
  const { rotateKeys } = await import('./hosting/rotate-keys.ts');
  process.stdout.write(await rotateKeys(argument));
} else if (what === 'migrate') {
  const { layoutOf } = await import('./hosting/layout.ts');
  const { migrateSchemas } = await import('./hosting/start-process.ts');
  const layout = layoutOf(services, words.slice(1));
  await runTask(() => migrateSchemas({ services, env: process.env, layout }));
} else {
  runProcess(async (signals) => {
    const { layoutOf } = await import('./hosting/layout.ts');
    const { startProcess } = await import('./hosting/start-process.ts');
    const { bannerOf } = await import('./hosting/startup-banner.ts');
    const layout = layoutOf(services, words);
    const running = await startProcess({ services, env: process.env, layout, ...signals });
    return { banner: bannerOf(running), close: running.close };
  });
}
