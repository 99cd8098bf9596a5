// Writes the kustomize bases below mesh/istio and mesh/kubernetes from the table of services; with --check it only reports
// outdated files. `--layout 'user,graph post …' --to FOLDER` writes those of another layout elsewhere.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { externalCallers, services } from '../../services/registry.ts';
import { groupsOf } from '../cluster/layouts.ts';
import { istioFiles, kubernetesFiles, type ManifestOptions } from './files.ts';
import type { Files } from './object.ts';

const { values } = parseArgs({
  options: { check: { type: 'boolean' }, layout: { type: 'string' }, to: { type: 'string' } },
});
if (values.layout !== undefined && values.to === undefined)
  throw new Error(
    'Name the folder for another layout: --to FOLDER. The committed files have one workload a service.',
  );

const options: ManifestOptions = {
  table: services,
  external: externalCallers,
  groups: groupsOf(services, values.layout),
};
const target = values.to ?? new URL('..', import.meta.url).pathname;
for (const [folder, files] of [
  ['istio/base', istioFiles(options)],
  ['kubernetes/base', kubernetesFiles(options)],
] as const) {
  if (values.check) check(folder, files);
  else write(folder, files);
}

function write(folder: string, files: Files): void {
  const path = join(target, folder);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
}

function check(folder: string, files: Files): void {
  const path = join(target, folder);
  const outdated = [...new Set([...readdirSync(path), ...Object.keys(files)])].filter(
    (name) =>
      !(name in files) ||
      !readdirSync(path).includes(name) ||
      readFileSync(join(path, name), 'utf8') !== files[name],
  );
  for (const name of outdated) {
    process.stderr.write(`mesh/${folder}/${name} is not current: run make gen\n`);
    process.exitCode = 1;
  }
}
