// Checks with a real Envoy that it accepts the bootstrap of each environment, and that it refuses wrong ones. Files that only the
// environment has are replaced: the contract, and the certificate. Usage: with-envoy.sh node check.ts
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.ts';
import { clusters } from './clusters.ts';
import { developmentCertificate } from './development-certificate.ts';
import { httpFilters } from './http-filters.ts';
import { noCluster, routes } from './routes.ts';
import { dev } from './values/dev.ts';
import { prod } from './values/prod.ts';
import type { EdgeValues } from './values/values.ts';

const { ENVOY: program } = process.env;
if (!program) throw new Error('ENVOY must have the path of the program: make edge-check');
const folder = mkdtempSync(join(tmpdir(), 'skein-edge-'));
const tls = developmentCertificate(folder);

/** @returns what Envoy complains about; empty when it accepts the configuration */
function complaints(config: string): string {
  const file = join(folder, 'edge.json');
  writeFileSync(file, config);
  const { status, stderr } = spawnSync(program!, ['--mode', 'validate', '-c', file, '-l', 'warn'], {
    encoding: 'utf8',
  });
  // A warning says that a field is deprecated.
  return status === 0 && !stderr.includes('[warning]') ? '' : stderr || `exit code ${status}`;
}

/** Clusters that routes name and the configuration lacks. Envoy does not look: `validate_clusters` is off. */
function absentClusters(values: EdgeValues): readonly string[] {
  const text = JSON.stringify([routes(values), httpFilters(values)]);
  const named = new Set([...text.matchAll(/"cluster":"([^"]+)"/g)].map(([, name]) => name!));
  const present = new Set((clusters(values) as { name: string }[]).map(({ name }) => name));
  return [...named].filter((name) => name !== noCluster && !present.has(name));
}

const failures: string[] = [];
function check(what: string, passed: boolean, found: string): void {
  console.log(`${passed ? 'ok' : 'not ok'}: ${what}`);
  if (!passed) failures.push(`${what}\n${found}`);
}

try {
  for (const [name, values] of Object.entries({ dev, prod })) {
    const found = complaints(JSON.stringify(bootstrap({ ...values, tls, contractFolder: 'gen' })));
    check(`Envoy accepts the bootstrap of ${name}`, found === '', found);
    const absent = absentClusters(values);
    check(`${name} has the clusters of its routes`, absent.length === 0, absent.join(', '));
  }
  const good = JSON.stringify(bootstrap({ ...dev, tls }));
  const mesh = complaints(good.replaceAll('skein.ops.v1.OpsService', 'skein.user.mesh.v1.UserMeshService'));
  check(
    'Envoy refuses a service of the mesh: it is not in gen/public.binpb',
    mesh.includes("Could not find 'skein.user.mesh.v1.UserMeshService'"),
    mesh,
  );
  writeFileSync(join(folder, 'public.binpb'), readFileSync('gen/public.binpb').subarray(0, 20_000));
  const cut = complaints(JSON.stringify(bootstrap({ ...dev, tls, contractFolder: folder })));
  check('Envoy refuses a contract that is cut off', cut !== '', cut);
} finally {
  rmSync(folder, { recursive: true });
}
for (const failure of failures) console.log(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
