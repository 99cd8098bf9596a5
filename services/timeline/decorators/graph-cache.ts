import { sieveCache } from '../../../platform/cache/sieve-cache.ts';
import { audienceBytes, type ViewerGraph } from '../domain/audience.ts';
import type { ViewerGraphs } from '../ports.ts';

/**
 * Caches the graphs of viewers in memory. A cached graph is used only after the graph service has confirmed its version.
 *
 * @param maxBytes the most memory of the cache
 */
export function graphCache(graphs: ViewerGraphs, maxBytes: number): ViewerGraphs {
  const cached = sieveCache<ViewerGraph>({ maxBytes, besideBytes: audienceBytes });
  return {
    versions: graphs.versions,
    async get(viewerId) {
      const last = cached.get(viewerId);
      const graph = await graphs.get(viewerId, last);
      if (graph !== last) cached.set(viewerId, graph);
      return graph;
    },
  };
}
