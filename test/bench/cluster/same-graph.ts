import type { Graph } from '../harness/graph.ts';

/** A user of the running network, by their node in the seeded graph. */
export interface SeededNode {
  readonly node: number;
  readonly handle: string;
  /** How many users they follow in the network. */
  readonly following: number;
}

/** The share of compared users that may differ, because the network may have been used since. */
const allowedShare = 0.1;

/**
 * Compares a graph with some users of the running network. Results for another graph, or a partly seeded one, would be
 * meaningless.
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
