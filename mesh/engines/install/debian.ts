import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run.ts';

const policyFile = '/usr/sbin/policy-rc.d';
const clusterFile = '/etc/postgresql-common/createcluster.d/skein.conf';

/**
 * Installs a Debian package unless `program` exists. Debian would start the service and create a database, which is
 * prevented here.
 *
 * @throws Error with the command to type, where this user may not install
 */
export async function debianPackage(name: string, program: string): Promise<void> {
  if (existsSync(program)) return;
  if (process.getuid?.() !== 0) throw new Error(`${program} is not here: apt-get install ${name}`);
  process.stdout.write(`installing ${name}\n`);
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const ownPolicy = !existsSync(policyFile);
  if (ownPolicy) writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    mkdirSync('/etc/postgresql-common/createcluster.d', { recursive: true });
    if (!existsSync(clusterFile)) writeFileSync(clusterFile, 'create_main_cluster = false\n');
    const install = () => run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quiet);
    // The package lists may be missing or old.
    await install().catch(async () => {
      await run('apt-get', ['update', '-qq'], quiet);
      await install();
    });
  } finally {
    if (ownPolicy) rmSync(policyFile, { force: true });
  }
}
