import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { random } from '../../checker/random.ts';

/** Friendships among users numbered from 0; each is followed in both directions. */
export interface Graph {
  readonly name: string;
  readonly people: number;
  readonly edges: readonly (readonly [number, number])[];
}

const beside = fileURLToPath(new URL('../../../../shared/data/reed98.edges', import.meta.url));

/**
 * The graph of SKEIN_GRAPH, else Reed98 if its file is beside the project, else a generated one of the same size and
 * skew.
 */
export function loadGraph(): Graph {
  const file = process.env.SKEIN_GRAPH ?? beside;
  if (process.env.SKEIN_GRAPH === undefined && !existsSync(file)) return madeGraph(98);
  return parseGraph(
    readFileSync(file, 'utf8'),
    process.env.SKEIN_GRAPH === undefined ? 'socfb-Reed98' : basename(file),
  );
}

/** Lines of two node numbers; duplicates and self-loops are skipped. */
export function parseGraph(text: string, name: string): Graph {
  const seen = new Set<string>();
  const edges: [number, number][] = [];
  let people = 0;
  for (const line of text.split('\n')) {
    const match = /^\s*(\d+)\s+(\d+)/.exec(line);
    if (!match) continue;
    const pair: [number, number] = [Number(match[1]), Number(match[2])];
    people = Math.max(people, pair[0] + 1, pair[1] + 1);
    if (addEdge(seen, pair)) edges.push(pair);
  }
  return { name, people, edges };
}

const reedPeople = 962;
const reedEdges = 18_812;
/** Degrees of Reed98 at these quantiles of its users, from the least connected to the most. */
const reedDegrees: readonly (readonly [number, number])[] = [
  [0, 1],
  [0.1, 6],
  [0.2, 11],
  [0.3, 17],
  [0.4, 23],
  [0.5, 29],
  [0.6, 37],
  [0.7, 48],
  [0.8, 62],
  [0.9, 87],
  [0.95, 108],
  [0.99, 157],
  [1, 313],
];

/**
 * Random edges by the degree distribution of Reed98 (Chung & Lu 2002), the same for the same seed.
 *
 * @param times the people and edges of Reed98 so many times
 */
export function madeGraph(seed: number, times = 1): Graph {
  const draw = random(seed, 0);
  const ends: number[] = [];
  const people = reedPeople * times;
  for (let person = 0; person < people; person++) {
    const share = person / (people - 1);
    const above = Math.max(
      1,
      reedDegrees.findIndex(([at]) => at >= share),
    );
    const [[fromShare, from], [toShare, to]] = [reedDegrees[above - 1]!, reedDegrees[above]!];
    const degree = Math.round(from + ((share - fromShare) / (toShare - fromShare)) * (to - from));
    for (let end = 0; end < degree; end++) ends.push(person);
  }
  const seen = new Set<string>();
  const edges: [number, number][] = [];
  while (edges.length < reedEdges * times) {
    const pair: [number, number] = [draw.pick(ends), draw.pick(ends)];
    if (addEdge(seen, pair)) edges.push(pair);
  }
  const size = times === 1 ? '' : `${times} times `;
  return { name: `made like ${size}Reed98, seed ${seed}`, people, edges };
}

function addEdge(seen: Set<string>, [a, b]: readonly [number, number]): boolean {
  const key = a < b ? `${a} ${b}` : `${b} ${a}`;
  if (a === b || seen.has(key)) return false;
  seen.add(key);
  return true;
}
