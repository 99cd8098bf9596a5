import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { random } from '../../checker/random.ts';

/** Friendships among people numbered from 0; each is followed in both directions. */
export interface Graph {
  readonly name: string;
  readonly people: number;
  readonly edges: readonly (readonly [number, number])[];
}

const beside = fileURLToPath(new URL('../../../../shared/data/reed98.edges', import.meta.url));

/** The graph that SKEIN_GRAPH names, else Reed98 where it lies beside the project, else one made of its size and skew. */
export function loadGraph(): Graph {
  const file = process.env.SKEIN_GRAPH ?? beside;
  if (process.env.SKEIN_GRAPH === undefined && !existsSync(file)) return madeGraph(98);
  return parseGraph(
    readFileSync(file, 'utf8'),
    process.env.SKEIN_GRAPH === undefined ? 'socfb-Reed98' : file,
  );
}

/** Lines of two node numbers; doubles and self-loops are left out. */
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
/** Degrees of Reed98 at these shares of its people, from the least connected to the most. */
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

/** Random edges between people drawn by the degrees of Reed98 (Chung & Lu 2002), the same for the same seed. */
export function madeGraph(seed: number): Graph {
  const draw = random(seed, 0);
  const ends: number[] = [];
  for (let person = 0; person < reedPeople; person++) {
    const share = person / (reedPeople - 1);
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
  while (edges.length < reedEdges) {
    const pair: [number, number] = [draw.pick(ends), draw.pick(ends)];
    if (addEdge(seen, pair)) edges.push(pair);
  }
  return { name: `made like Reed98, seed ${seed}`, people: reedPeople, edges };
}

function addEdge(seen: Set<string>, [a, b]: readonly [number, number]): boolean {
  const key = a < b ? `${a} ${b}` : `${b} ${a}`;
  if (a === b || seen.has(key)) return false;
  seen.add(key);
  return true;
}
