import { writeFileSync } from 'node:fs';
import { loadGraph } from './harness/graph.ts';

/** `graph-file.ts FILE`: writes the benchmarks' graph as an edge list, for `skein seed --graph`. */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Say into which file.');
writeFileSync(
  file,
  loadGraph()
    .edges.map((pair) => `${pair.join(' ')}\n`)
    .join(''),
);
