import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { table } from './report.ts';

interface Node {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** The used part of a .cpuprofile (Chrome DevTools Protocol, Profiler.Profile). */
export interface CpuProfile {
  readonly nodes: readonly Node[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

export interface Share {
  readonly name: string;
  /** The share of the busy time, 0 to 1. */
  readonly share: number;
}

type Naming = (frame: Node['callFrame']) => string;

/** Samples of work: neither idle nor the profiler itself. */
function* busy({ nodes, samples, timeDeltas }: CpuProfile): Generator<readonly [node: Node, micros: number]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const [at, id] of samples.entries()) {
    const node = byId.get(id)!;
    const { functionName, url } = node.callFrame;
    if (functionName !== '(idle)' && url !== 'node:inspector') yield [node, timeDeltas[at]!];
  }
}

/** Self time by the name that `naming` gives a frame, largest first. */
export function selfTime(profile: CpuProfile, naming: Naming): Share[] {
  const micros = new Map<string, number>();
  for (const [node, delta] of busy(profile)) add(micros, naming(node.callFrame), delta);
  return shares(micros, sum(micros.values()));
}

/** Time of our functions including everything called in the same turn, largest first. */
export function totalTime(profile: CpuProfile): Share[] {
  const parents = new Map<number, Node>();
  for (const node of profile.nodes) for (const child of node.children ?? []) parents.set(child, node);
  const micros = new Map<string, number>();
  let total = 0;
  for (const [node, delta] of busy(profile)) {
    total += delta;
    const named = new Set<string>();
    for (let at: Node | undefined = node; at !== undefined; at = parents.get(at.id)) {
      const { url } = at.callFrame;
      if (url.startsWith('file:') && !url.includes('/node_modules/')) named.add(byFunction(at.callFrame));
    }
    for (const name of named) add(micros, name, delta);
  }
  return shares(micros, total);
}

function add(micros: Map<string, number>, name: string, delta: number): void {
  micros.set(name, (micros.get(name) ?? 0) + delta);
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, each) => total + each, 0);
}

function shares(micros: ReadonlyMap<string, number>, total: number): Share[] {
  return [...micros].map(([name, each]) => ({ name, share: each / total })).sort((a, b) => b.share - a.share);
}

export function byFunction({ functionName, url, lineNumber }: Parameters<Naming>[0]): string {
  const place = shortUrl(url);
  return `${functionName || '(anonymous)'}${place === '' ? '' : ` ${place}:${lineNumber + 1}`}`;
}

/** The package, our folder, or node's module. */
export function byPart({ functionName, url }: Parameters<Naming>[0]): string {
  const short = shortUrl(url);
  if (short === '') return functionName.startsWith('(') ? functionName : 'native';
  return /^(node:[^/]+|@[^/]+\/[^/]+|(?:platform|services)\/[^/]+|[^/]+)/.exec(short)![0];
}

function shortUrl(url: string): string {
  const packaged = /.*\/node_modules\/(.*)$/.exec(url);
  if (packaged) return packaged[1]!;
  const root = new URL('../../../', import.meta.url).href;
  return url.startsWith(root) ? url.slice(root.length) : url;
}

/** The summary tables of a profile. */
export function summary(profile: CpuProfile, top: number): string {
  const rows = (title: string, found: readonly Share[]) =>
    table(found.slice(0, top).map(({ name, share }) => ({ [title]: name, '%': (share * 100).toFixed(1) })));
  return [
    rows('part, self', selfTime(profile, byPart)),
    rows('function, self', selfTime(profile, byFunction)),
    rows('our function, with what it calls', totalTime(profile)),
  ].join('\n\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, top = '25'] = process.argv.slice(2);
  if (file === undefined) throw new Error('usage: profile.ts FILE.cpuprofile [ROWS]');
  process.stdout.write(`${summary(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile, Number(top))}\n`);
}
