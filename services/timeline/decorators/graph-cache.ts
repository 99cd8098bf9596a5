import { sieveCache } from '../../../platform/cache/sieve-cache.ts';
import { audienceBytes, type ViewerGraph } from '../domain/audience.ts';
import type { ViewerGraphs } from '../ports.ts';

/**
 * Graphs of viewers, kept in memory, each used only after the graph service confirmed its version.
 *
 * @param maxBytes of memory
 */
export function graphCache(graphs: ViewerGraphs, maxBytes: number): ViewerGraphs {
  const known = sieveCache<ViewerGraph>({ maxBytes, besideBytes: audienceBytes });
  return {
    async get(viewerId) {
      const last = known.get(viewerId);
      const graph = await graphs.get(viewerId, last);
      if (graph !== last) known.set(viewerId, graph);
      return graph;
    },
  };
}
