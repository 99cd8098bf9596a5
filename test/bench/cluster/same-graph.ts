import type { Graph } from '../harness/graph.ts';

/** One of the running network, by the node of the graph that was seeded. */
export interface SeededNode {
  readonly node: number;
  readonly handle: string;
  /** How many the network says this person follows. */
  readonly following: number;
}

/** Of the people looked at so many may differ: somebody may have used the network since. */
const allowedShare = 0.1;

/**
 * Holds a graph against some people of the network that runs: figures of a network that has another one, or has been
 * seeded in part, would be figures of nothing.
 *
 * @throws Error that names the graph and a difference
 */
export function refuseOtherGraph(graph: Graph, seeded: number, looked: readonly SeededNode[]): void {
  const degrees = new Map<number, number>();
  for (const node of graph.edges.flat()) degrees.set(node, (degrees.get(node) ?? 0) + 1);
  const different = looked.filter(({ node, following }) => following !== (degrees.get(node) ?? 0));
  if (seeded === degrees.size && looked.length > 0 && different.length <= allowedShare * looked.length)
    return;
  const [one] = different;
  const example =
    one === undefined
      ? ''
      : `; ${one.handle} follows ${one.following}, and ${degrees.get(one.node) ?? 0} there`;
  throw new Error(
    `the running network was not seeded with ${graph.name}, or not to the end: ` +
      `${seeded} people, and ${degrees.size} there${example}. Set SKEIN_GRAPH to what make seed-cluster had, or seed again.`,
  );
}
