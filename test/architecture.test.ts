import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import t from 'tap';

const root = new URL('..', import.meta.url).pathname;
const ours = ['platform', 'services', 'edge', 'clients', 'mesh', 'test', 'docs'];
const files = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...ours],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\0')
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts'));

const isTest = (file: string) =>
  /\.test\.tsx?$|(^|\/)(conformance|testing)(\/|\.ts$)/.test(file) || file.startsWith('test/');
const production = files.filter((file) => !isTest(file));

interface Import {
  readonly from: string;
  /** A path of this repository, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const importPattern =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(importPattern)].map(([, type, fixed, dynamic]) => {
    const target = (fixed ?? dynamic)!;
    const to = target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
    return { from: file, to, typeOnly: type !== undefined };
  });
}

/** `services/post/compose.ts`, from the root of the repository. */
const pathPattern = new RegExp(
  `\`((?:${ours.join('|')})/[\\w./-]+\\.(?:ts|tsx|mjs|sh|lua|md|yaml|png))\``,
  'g',
);

const imports = production.flatMap(importsOf);

/** Folders beside the services: what hosts them, and the settings and topics that they share. */
const shared = ['hosting', 'product'];

/** `services/post/rpc/x.ts` -> { service: 'post', layer: 'rpc' } */
function place(file: string): { service: string; layer: string } | undefined {
  const [, service, layer] = /^services\/([^/]+)\/(.+)$/.exec(file) ?? [];
  if (service === undefined || shared.includes(service)) return undefined;
  return { service, layer: layer!.split('/')[0]!.replace(/\.ts$/, '') };
}

/** What domain code may import beside its own service: the vocabulary of errors, ids and time, and pure libraries. */
const domainMay =
  /^(platform\/(domain-error|ids|clock|background|stop-signal)\.ts|platform\/text\/[a-z-]+\.ts|platform\/streams\/(list-stream|live-source|notice-queue|resume-point)\.ts|platform\/auth\/(refresh-tokens|caller)\.ts|services\/product\/refusals\.ts|node:crypto)$/;

/** Which layers of a service import which others; compose.ts and service.ts may import all. */
const inward: Readonly<Record<string, readonly string[]>> = {
  text: ['text'],
  domain: ['domain', 'ports', 'text'],
  ports: ['domain'],
  config: ['config'],
  examples: ['examples'],
  hydration: ['hydration', 'domain', 'ports'],
  app: ['app', 'hydration', 'domain', 'text', 'ports', 'config'],
  adapters: ['adapters', 'domain', 'ports', 'config'],
  decorators: ['decorators', 'domain', 'ports', 'config'],
  consumers: ['consumers', 'app', 'domain', 'ports', 'config'],
  sweeps: ['sweeps', 'app', 'domain', 'ports', 'config'],
  rpc: ['rpc', 'app', 'hydration', 'domain', 'text', 'config'],
};

const show = ({ from, to }: Import) => `${from} -> ${to}`;

t.test('dependencies of a service point inwards', async (t) => {
  const wrong = imports.filter(({ from, to }) => {
    const source = place(from);
    const target = place(to);
    const allowed = source && inward[source.layer];
    return (
      allowed &&
      target &&
      // A profile decides which decorators wrap its adapters.
      !(from.endsWith('/adapters/engines.ts') && target.layer === 'decorators') &&
      source.service === target.service &&
      !allowed.includes(target.layer)
    );
  });
  t.strictSame(wrong.map(show), []);
});

/** Generated code and libraries that only message translators import: `rpc/` and adapters. */
const messageCode = /^(gen\/|@bufbuild\/|@connectrpc\/|platform\/rpc\/)/;

t.test('use cases and decorators know no message, no RPC and no driver', async (t) => {
  const wrong = imports.filter(({ from, to }) => {
    const layer = place(from)?.layer;
    return (layer === 'app' || layer === 'decorators') && messageCode.test(to);
  });
  t.strictSame(wrong.map(show), []);
});

t.test('a refusal is a rule: adapters and decorators make none', async (t) => {
  const refusing = production.filter((file) => {
    const layer = place(file)?.layer;
    return (
      (layer === 'adapters' || layer === 'decorators') &&
      /\bnew DomainError\(/.test(readFileSync(join(root, file), 'utf8'))
    );
  });
  t.strictSame(refusing, []);
});

t.test('every service that answers RPCs lists its use cases and its router', async (t) => {
  const services = new Set(
    production.flatMap((file) => (place(file)?.layer === 'rpc' ? [place(file)!.service] : [])),
  );
  t.ok(services.size >= 5, 'services are found');
  const missing = [...services].flatMap((name) =>
    ['app/use-cases.ts', 'rpc/services.ts']
      .map((file) => `services/${name}/${file}`)
      .filter((file) => !production.includes(file)),
  );
  t.strictSame(missing, []);
  const listed = new Set(
    imports.filter(({ from }) => from.endsWith('/app/use-cases.ts')).map(({ to }) => to),
  );
  const used = new Set(imports.map(({ to }) => to));
  const loose = production.filter(
    (file) =>
      place(file)?.layer === 'app' && !file.endsWith('/use-cases.ts') && !listed.has(file) && !used.has(file),
  );
  t.strictSame(loose, []);
});

/** The files of hydration that encode: the page path forwards encoded pieces, and these files create them. */
const encoders = /\/hydration\/encode\.ts$/;

t.test('hydration forwards encoded pieces, and one file of it encodes', async (t) => {
  const wrong = imports.filter(
    ({ from, to }) => place(from)?.layer === 'hydration' && !encoders.test(from) && messageCode.test(to),
  );
  t.strictSame(wrong.map(show), []);
});

/** Caches in memory. */
const caches =
  /^platform\/(cache\/(sieve-cache|encoded-cache|memory|read-through|redis)|sqlite\/committed-cache)\.ts$/;

t.test('caches go around ports: adapters keep nothing in memory, a profile chooses the cache', async (t) => {
  const wrong = imports.filter(
    ({ from, to, typeOnly }) =>
      place(from)?.layer === 'adapters' &&
      !from.endsWith('/adapters/engines.ts') &&
      !typeOnly &&
      caches.test(to),
  );
  t.strictSame(wrong.map(show), []);
  t.equal(files.filter((file) => caches.test(file)).length, 6, 'each of the named caches exists');
});

t.test('code that writes fields by hand takes their numbers from the descriptors', async (t) => {
  const writers = new Set(
    imports
      .filter(({ from, to }) => to === 'platform/rpc/wire-writer.ts' && !from.startsWith('platform/rpc/'))
      .map(({ from }) => from),
  );
  const numbered = new Set(
    imports.filter(({ to }) => to === 'platform/rpc/fields.ts').map(({ from }) => from),
  );
  t.strictSame(
    [...writers].filter((file) => !numbered.has(file)),
    [],
  );
  t.ok(writers.size > 1, 'writers are found');
  const literal = /\.(open|bytes|ascii|int)\(\d|\[\d+, /;
  const guessed = [...writers, ...numbered].filter((file) =>
    literal.test(readFileSync(join(root, file), 'utf8')),
  );
  t.strictSame(guessed, [], 'no number is written out');
});

t.test('a decorator takes the port that it gives', async (t) => {
  const decorators = production.filter((file) => place(file)?.layer === 'decorators');
  const others = decorators.filter(
    (file) => !importsOf(file).some(({ to }) => /\/(ports|port)\.ts$/.test(to)),
  );
  t.strictSame(others, []);
  t.ok(decorators.length > 4, 'decorators are found');
});

/** Caches with entries of equal size, limited by count; all others are limited in bytes. */
const countedCaches = /^(platform\/auth\/session-gate|services\/post\/adapters\/cassandra\/counts)\.ts$/;

t.test('caches go through platform/cache, which copies and measures values', async (t) => {
  const wrong = imports.filter(({ from, to }) => to === 'lru-cache' && !countedCaches.test(from));
  t.strictSame(wrong.map(show), []);
});

t.test(
  'database files are opened by platform/sqlite/storage.ts, which watches whether they take writes',
  async (t) => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        (to === 'platform/sqlite/database.ts' || to === 'node:sqlite') &&
        !typeOnly &&
        !from.startsWith('platform/sqlite/') &&
        // Receives a function that opens its file; opens a path only in tests.
        from !== 'platform/events/sqlite.ts',
    );
    t.strictSame(wrong.map(show), []);
  },
);

t.test('every folder of a service is one of the known layers', async (t) => {
  const known = new Set([...Object.keys(inward), 'compose', 'service']);
  const strange = production.filter((file) => {
    const at = place(file);
    return at && !known.has(at.layer);
  });
  t.strictSame(strange, []);
});

/** What the types of a port may use: the platform's, and the user service's client. */
const portsMay = /^(platform\/|services\/product\/users\.ts$)/;

t.test('domain code knows neither generated code, nor transports, nor drivers', async (t) => {
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    const at = place(from);
    if (at?.layer !== 'domain' && at?.layer !== 'ports') return false;
    if (place(to)?.service === at.service) return false;
    return !domainMay.test(to) && !(at.layer === 'ports' && typeOnly && portsMay.test(to));
  });
  t.strictSame(wrong.map(show), []);
});

/** Code that the page and the command share with the server: the rules of post texts and their parts. */
const sharedText = /^(services\/post\/text|platform\/text)\//;
const textMay = /^(unicode-segmenter\/grapheme|tlds)$/;

t.test('the rules of text run anywhere: they import one another and pure libraries', async (t) => {
  const wrong = imports.filter(
    ({ from, to, typeOnly }) =>
      sharedText.test(from) &&
      !sharedText.test(to) &&
      !textMay.test(to) &&
      to !== 'platform/domain-error.ts' &&
      !typeOnly,
  );
  t.strictSame(wrong.map(show), []);
  const globals = /\b(Buffer|process|global|require|__dirname|setImmediate)\b/;
  t.strictSame(
    production.filter(
      (file) =>
        sharedText.test(file) &&
        globals.test(readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
    ),
    [],
  );
});

t.test('of the services, page and command import the rules of text alone', async (t) => {
  const wrong = imports.filter(
    ({ from, to }) =>
      /^(edge\/web|clients\/cli)\//.test(from) && to.startsWith('services/') && !sharedText.test(to),
  );
  t.strictSame(wrong.map(show), []);
});

t.test('services reach each other through clients, never through imports', async (t) => {
  const wrong = imports.filter(({ from, to }) => {
    const source = place(from);
    const target = place(to);
    return source && target && source.service !== target.service;
  });
  t.strictSame(wrong.map(show), []);
});

t.test('the platform imports no service, and the edge imports no domain', async (t) => {
  const wrong = imports.filter(
    ({ from, to }) =>
      (from.startsWith('platform/') && /^(services|edge|clients|test)\//.test(to)) ||
      (from.startsWith('edge/') &&
        place(to) !== undefined &&
        !(from.startsWith('edge/web/') && sharedText.test(to))),
  );
  t.strictSame(wrong.map(show), []);
});

/** What services may import from hosting. */
const handedToServices =
  /^services\/hosting\/(account|consume|define-service|examples|durable-writes|host|one-owner|schedule)\.ts$/;

t.test('a service imports only the shared part of hosting; no profile imports the other', async (t) => {
  const wrong = imports.filter(({ from, to }) => {
    if (!to.startsWith('services/hosting/')) return false;
    if (place(from) !== undefined) return !handedToServices.test(to);
    const profile = /^services\/hosting\/(embedded|cluster)\//;
    const [, hosts] = profile.exec(to) ?? [];
    const [, own = hosts] = profile.exec(from) ?? [];
    return hosts !== undefined && own !== hosts;
  });
  t.strictSame(wrong.map(show), []);
});

/** Work that the kit does once for all services, and the only importers of it. */
const behindTheKit: readonly { readonly way: RegExp; readonly by: RegExp }[] = [
  { way: /^platform\/events\/consumer\.ts$/, by: /^(platform\/events\/|services\/hosting\/consume\.ts$)/ },
  { way: /^platform\/schedule\.ts$/, by: /^(platform\/|edge\/|services\/hosting\/)/ },
  {
    way: /^(platform\/events\/relay|services\/hosting\/relay)\.ts$/,
    by: /^(platform\/events\/|services\/hosting\/)/,
  },
  { way: /^platform\/idempotency\/sweep\.ts$/, by: /^services\/(hosting|ops)\// },
];

t.test('services use the kit for what it does', async (t) => {
  for (const { way, by } of behindTheKit) {
    const wrong = imports.filter(({ from, to, typeOnly }) => way.test(to) && !typeOnly && !by.test(from));
    t.strictSame(wrong.map(show), []);
  }
});

t.test(
  'services call the user service through its one client; sessions and keys are the host’s',
  async (t) => {
    const clients = production.filter(
      (file) =>
        /^services\/(?!hosting\/)/.test(file) &&
        /createClient\(UserMeshService\b/.test(readFileSync(join(root, file), 'utf8')),
    );
    t.strictSame(clients, ['services/product/users.ts']);
  },
);

/** The page has a browser's timers. */
const server = production.filter((file) => !file.startsWith('edge/web/'));

t.test('repeated work is a schedule, with jitter, a deadline and an end', async (t) => {
  const found = server.filter((file) => /\bsetInterval\(/.test(readFileSync(join(root, file), 'utf8')));
  t.strictSame(found, ['platform/clock.ts']);
  const again = /\.after\([^,()]*every\w*,/i;
  const selfSet = server.filter(
    (file) => file.startsWith('services/') && again.test(readFileSync(join(root, file), 'utf8')),
  );
  t.strictSame(selfSet, [], 'no timer of a service sets itself again');
});

/** Lower layers of services/ do not import higher ones. */
const rooms = [
  /^services\/product\//,
  /^services\/hosting\//,
  /^services\/[^/]+\//,
  /^services\/registry\.ts$/,
  /^services\/main\.ts$/,
];
const roomOf = (file: string) => rooms.findIndex((room) => room.test(file));

t.test('no import between the layers of services/ points upwards', async (t) => {
  // Helpers of tests count, too: one that starts whole services belongs in test/harness.
  const wrong = files
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap(importsOf)
    .filter(
      ({ from, to }) =>
        from.startsWith('services/') && to.startsWith('services/') && roomOf(from) < roomOf(to),
    );
  t.strictSame(wrong.map(show), []);
});

t.test("only a service's service.ts names its profiles", async (t) => {
  const adapters = /^services\/[^/]+\/adapters\/engines\.ts$/;
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    const at = place(from);
    return adapters.test(to) && !typeOnly && at?.layer !== 'service';
  });
  t.strictSame(wrong.map(show), []);
  const branches = production.filter((file) => {
    const at = place(file);
    if (at === undefined || at.layer === 'adapters') return false;
    return /\b(EmbeddedHost|ClusterHost|SharedEngines)\b|\bhost\.(profile|shared)\b/.test(
      readFileSync(join(root, file), 'utf8'),
    );
  });
  t.strictSame(branches, []);
});

t.test('only hosting imports the gateway in services/', async (t) => {
  const wrong = imports.filter(
    ({ from, to }) =>
      from.startsWith('services/') && to.startsWith('edge/') && !from.startsWith('services/hosting/'),
  );
  t.strictSame(wrong.map(show), []);
});

/** Words of the product's subject; the limit of a document or the class of a reader is not one. */
const productWords =
  /\b(famousFollowers|maxFollowing|foldWindowMs|textLimit|restoreWindowMs)\b|'(follow|action|trend)'/;

t.test(
  'the platform knows nothing of the product: its settings and topics are in services/product',
  async (t) => {
    t.strictSame(
      production.filter(
        (file) => file.startsWith('platform/') && productWords.test(readFileSync(join(root, file), 'utf8')),
      ),
      [],
    );
  },
);

t.test('services/ holds the services, their registry, main.ts and hosting', async (t) => {
  const loose = files.filter((file) => /^services\/[^/]+$/.test(file));
  t.strictSame(
    loose.sort(),
    ['main.test.ts', 'main.ts', 'registry.test.ts', 'registry.ts'].map((name) => `services/${name}`),
  );
});

/** Steps of a start, each with the only place that performs it. */
const stepsOfAStart: readonly (readonly [step: string, where: RegExp])[] = [
  ['callGuard', /^services\/hosting\/start-process\.ts$/],
  // A test of channels has bare servers as peers.
  ['grpcServer', /^services\/hosting\/(listeners\/grpc-listener|cluster\/replicas\.test)\.ts$/],
  ['startGateway', /^services\/hosting\/listeners\/edge-listeners\.ts$/],
  ['inProcessMesh', /^services\/hosting\/start-process\.ts$/],
  ['startTraces', /^services\/hosting\/in-context\.ts$/],
  ['engineOpener', /^services\/hosting\/cluster\/profile\.ts$/],
];

t.test('processes and networks of tests start in one way', async (t) => {
  const starting = files.filter((file) => /^(services|test\/(journeys|checker))\//.test(file));
  for (const [step, where] of stepsOfAStart) {
    const call = new RegExp(`(?<!function )\\b${step}\\(`);
    const found = starting.filter((file) => call.test(readFileSync(join(root, file), 'utf8')));
    t.ok(
      found.some((file) => where.test(file)),
      `${step} is done at all`,
    );
    t.strictSame(
      found.filter((file) => !where.test(file)),
      [],
    );
  }
});

t.test('production code does not import tests', async (t) => {
  t.strictSame(imports.filter(({ to }) => isTest(to)).map(show), []);
});

t.test('every relative import names an existing file', async (t) => {
  const known = new Set([
    ...files,
    ...execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'gen/ts'], {
      cwd: root,
      encoding: 'utf8',
    }).split('\0'),
  ]);
  const missing = imports.filter(
    ({ to }) => /^(platform|services|edge|clients|mesh|gen)\//.test(to) && /\.ts$/.test(to) && !known.has(to),
  );
  t.strictSame(missing.map(show), []);
});

t.test('every file that documentation names exists', async (t) => {
  const listed = (...paths: string[]) =>
    execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...paths], {
      cwd: root,
      encoding: 'utf8',
    }).split('\0');
  const known = new Set(listed());
  const named = listed('*.md').flatMap((page) =>
    page === '' || page.startsWith('third_party/')
      ? []
      : [...readFileSync(join(root, page), 'utf8').matchAll(pathPattern)].map(([, path]) => ({
          page,
          path: path!,
        })),
  );
  t.strictSame(
    named.filter(({ path }) => !known.has(path)).map(({ page, path }) => `${page} -> ${path}`),
    [],
  );
  t.ok(named.length > 20, 'pages name files');
});

t.test('there are no import cycles', async (t) => {
  const checked = files.filter((file) => !file.startsWith('test/'));
  const graph = new Map(checked.map((file) => [file, [] as string[]]));
  for (const { from, to } of checked.flatMap(importsOf)) if (graph.has(to)) graph.get(from)!.push(to);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (done.has(file) || path.includes(file)) return;
    for (const next of graph.get(file)!) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of checked) visit(file, []);
  t.strictSame(circles, []);
});

t.test('no production file is longer than 250 lines without a reason at its top', async (t) => {
  const long = production.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return text.split('\n').length > 251 && !text.startsWith('// Long because ');
  });
  t.strictSame(long, []);
});

t.test('the cycle test finds a cycle, the layer test a wrong import', async (t) => {
  t.strictSame(
    importsOf('services/main.ts').some(({ to }) => to === 'services/hosting/start-process.ts'),
    true,
  );
  t.ok(imports.length > 100, 'imports are found at all');
  t.equal(place('services/post/rpc/create-post.ts')?.layer, 'rpc');
});

/** Files for people, and services, which may name one another. */
const mayNameServices =
  /^(docs\/|README|CHANGELOG|CONTRIBUTING|proto\/|gen\/|third_party\/|services\/(?!hosting|product)[a-z]+\/|package|test\/architecture\.test\.ts)/;

t.test('services are listed in their table and nowhere else', async (t) => {
  const table = readFileSync(join(root, 'services/registry.ts'), 'utf8');
  const names = [...table.matchAll(/from '\.\/([a-z]+)\/service\.ts'/g)].map(([, name]) => name);
  t.ok(names.length > 4);
  const name = `['"\`]?\\b(?:${names.join('|')})\\b['"\`]?`;
  // Four service names separated only by commas, blanks or bars; destructuring is not a list of services.
  const list = new RegExp(`${name}(?:[,| ]+${name}){3}`);
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter(
      (file) => /(\.(ts|mjs|sh|yaml|json)|Makefile|\.ci\/run)$/.test(file) && !mayNameServices.test(file),
    )
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .filter((line) => list.test(line) && !/\{.*\} = /.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  t.strictSame(listed, []);
});
