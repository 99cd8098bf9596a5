import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlimitedSettings } from '../unlimited-settings.ts';
import { consumersIdle } from './consumers-idle.ts';
import { each } from './harness/each.ts';
import { type Graph, loadGraph } from './harness/graph.ts';
import { type Measured, startMeasured } from './harness/process.ts';
import { connectWire } from './harness/wire.ts';
import { homePage } from './requests.ts';
import { seed } from './seed.ts';

/** A signed-in user of the warmed network. */
export interface Person {
  readonly id: string;
  readonly handle: string;
  readonly token: string;
  /** Who sees this user's posts. */
  readonly followers: readonly number[];
}

/** A network with a history, in a process of its own. */
export interface WarmNetwork {
  readonly server: Measured;
  readonly people: readonly Person[];
  /** What it contains, for the report. */
  readonly data: string;
  /** Stops it and removes its data. */
  close(): Promise<void>;
}

export interface Seeded {
  readonly people: readonly Omit<Person, 'followers'>[];
  readonly posts: number;
  readonly likes: number;
  readonly reposts: number;
}

const cache = fileURLToPath(new URL('.cache/', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
/** Access tokens of the seed live a day. */
const maxAgeMs = 12 * 3_600_000;

/** Settings of the benchmarks; all others are defaults. */
export const benchSettings = {
  SKEIN_GRPC_PORT: '0',
  SKEIN_HTTP_PORT: '0',
  SKEIN_TEXT_LIMIT: '1000',
  SKEIN_ACCESS_TOKEN_TTL: '1d',
  SKEIN_SIGN_UPS_PER_ADDRESS: '1000000',
  ...unlimitedSettings,
};

export interface WarmOptions {
  /** Default: what `loadGraph` finds. */
  readonly graph?: Graph;
  /** The script of harness/ that serves it. Default skein-server.ts. */
  readonly script?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Changes the copied data before it is served. */
  readonly prepare?: (dataDir: string, people: Seeded['people']) => void;
}

/**
 * The friendship network with 0-20 posts a user, three likes and a repost each. It is created through the public API
 * once and copied for every run, so that a run does not affect the next.
 */
export async function warmNetwork(options: WarmOptions = {}): Promise<WarmNetwork> {
  const { script = 'skein-server.ts', env, prepare, graph = loadGraph() } = options;
  const kept = join(cache, fingerprint(graph));
  const seeded = read(kept) ?? (await make(graph, kept));
  const dataDir = join(cache, `run-${process.pid}-${Date.now()}`);
  cpSync(join(kept, 'data'), dataDir, { recursive: true });
  prepare?.(dataDir, seeded.people);
  const server = await startMeasured(script, { ...benchSettings, ...env, SKEIN_DATA_DIR: dataDir });
  const followers = Array.from(seeded.people, (): number[] => []);
  for (const [a, b] of graph.edges) {
    followers[a]!.push(b);
    followers[b]!.push(a);
  }
  const people = seeded.people.map((person, index) => ({ ...person, followers: followers[index]! }));
  await readOnce(server, people);
  return {
    server,
    people,
    data:
      `${graph.name}: ${graph.people} people, ${graph.edges.length * 2} follows, ${seeded.posts} posts, ` +
      `${seeded.likes} likes, ${seeded.reposts} reposts; embedded profile; posts by the standard load; ` +
      'passwords hashed cheaply; else settings as shipped; every home timeline read once before',
    async close() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A folder for an empty network. */
export function emptyData(): { readonly directory: string; remove(): void } {
  const directory = join(cache, `run-${process.pid}-${Date.now()}`);
  mkdirSync(directory, { recursive: true });
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Fills everything that is built on first read; the benchmarks measure a network in use. */
async function readOnce(server: Measured, people: readonly Person[]): Promise<void> {
  const wire = await connectWire(server.ready.grpc!);
  await each(people, 8, (person) => wire.unary(homePage(person, { size: 20 })));
  wire.close();
}

/** The stored seed, if its tokens are still valid. */
function read(folder: string): Seeded | undefined {
  const file = join(folder, 'seeded.json');
  if (!existsSync(file)) return undefined;
  const { at, ...seeded } = JSON.parse(readFileSync(file, 'utf8')) as Seeded & { at: number };
  return Date.now() - at < maxAgeMs ? seeded : undefined;
}

async function make(graph: Graph, folder: string): Promise<Seeded> {
  prune();
  mkdirSync(folder, { recursive: true });
  const settings = { ...benchSettings, SKEIN_DATA_DIR: join(folder, 'data') };
  const server = await startMeasured('skein-server.ts', settings);
  const filled = async () => {
    const seeded = await seed(server.ready.grpc!, graph);
    // Otherwise every run would begin with the events that consumers have not processed yet.
    await consumersIdle(server);
    return seeded;
  };
  const seeded = await filled().finally(() => server.stop());
  writeFileSync(join(folder, 'seeded.json'), JSON.stringify({ at: Date.now(), ...seeded }));
  return seeded;
}

/** Removes stored networks, and leftovers of interrupted runs. */
function prune(): void {
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const owner = /^run-(\d+)-/.exec(name)?.[1];
    if (owner === undefined ? read(join(cache, name)) !== undefined : isRunning(Number(owner))) continue;
    rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Changes with the graph, the way of seeding and the schemas of the stores. */
function fingerprint(graph: Graph): string {
  const hash = createHash('sha256').update(JSON.stringify(graph.edges));
  const files = globSync(['services/**/migrations.ts', 'platform/**/*.ts', 'test/bench/{seed,text}.ts'], {
    cwd: root,
  });
  for (const file of files.toSorted()) {
    if (/(migrations|outbox|sqlite|seed|text)\.ts$/.test(file)) hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
