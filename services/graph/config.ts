import { type Config, group } from '../../platform/config.ts';
import { productSettings } from '../product/settings.ts';

/** The memory of cached graph versions: of about 80,000 people. */
export const versionBytes = 16 << 20;

/** The settings of the graph service. It also uses the product setting SKEIN_MAX_FOLLOWING. */
export const graphSettings = {
  product: productSettings,
  graph: group(
    {
      suggestionSources: {
        env: 'SKEIN_SUGGESTION_SOURCES',
        type: 'int',
        unit: 'accounts',
        default: 200,
        min: 1,
        max: 5000,
        doc: 'Suggestions read the follows of at most this many followed accounts; those that follow fewest come first.',
      },
      suggestionEdges: {
        env: 'SKEIN_SUGGESTION_EDGES',
        type: 'int',
        unit: 'follows',
        default: 10_000,
        min: 1,
        max: 1_000_000,
        doc: 'Suggestions read at most this many follows in total.',
      },
      cacheTtlMs: {
        env: 'SKEIN_GRAPH_CACHE_TTL',
        type: 'duration',
        default: 600_000,
        min: 1_000,
        doc: 'Cluster profile: how long viewer graphs and their versions are cached; a change removes them at once.',
      },
      purgeBatch: {
        env: 'SKEIN_GRAPH_PURGE_BATCH',
        type: 'int',
        unit: 'edges',
        default: 500,
        min: 1,
        max: 10_000,
        doc: 'The largest number of edges of a purged account that one transaction removes; other writes wait for it.',
      },
    },
    ({ suggestionEdges }, { product }) => {
      const maxFollowing = product?.maxFollowing;
      if (typeof maxFollowing !== 'number' || suggestionEdges >= maxFollowing) return [];
      return [
        'SKEIN_SUGGESTION_EDGES must be at least SKEIN_MAX_FOLLOWING: otherwise accounts that follow that many are never read.',
      ];
    },
  ),
};

export type GraphConfig = Config<typeof graphSettings>;
