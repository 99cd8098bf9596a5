// Links the packages that `npm ci --omit=dev` would install into a folder, from this tree's node_modules.
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>>;
}

const root = new URL('../../', import.meta.url).pathname;
const target = process.argv[2]!;
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
// A nested package comes with the one that it is in.
const top = Object.keys(packages).filter((path) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path));
for (const path of top.filter((each) => !packages[each]!.dev && !packages[each]!.optional)) {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  symlinkSync(join(root, path), join(target, path));
}
