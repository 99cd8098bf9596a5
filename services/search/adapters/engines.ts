import type { Cluster } from 'ioredis';
import { encodedCache } from '../../../platform/cache/encoded-cache.ts';
import { jsonCodec } from '../../../platform/cache/json-codec.ts';
import { memoryCache } from '../../../platform/cache/memory.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { redisCache } from '../../../platform/cache/redis.ts';
import { elasticsearch } from '../../../platform/elasticsearch/engine.ts';
import { redis } from '../../../platform/redis/engine.ts';
import type { ClusterHost, EmbeddedHost } from '../../hosting/host.ts';
import type { SearchConfig } from '../config.ts';
import type { PeopleIndex, PostIndex, SegmentMerge } from '../ports.ts';
import { elasticsearchPeopleIndex, peopleIndexBody } from './elasticsearch/people.ts';
import { elasticsearchPostIndex, postIndexBody } from './elasticsearch/posts.ts';
import { migrations } from './sqlite/migrations.ts';
import { sqlitePeopleIndex } from './sqlite/people.ts';
import { sqlitePostIndex } from './sqlite/posts.ts';
import { sqliteSegmentMerge } from './sqlite/segments.ts';

/** The engines of the service, in either profile. */
export interface SearchEngines {
  readonly posts: PostIndex;
  readonly people: PeopleIndex;
  /** Absent where the engine merges segments itself. */
  readonly segmentMerge?: SegmentMerge;
  /** Newest ids of searches. */
  readonly firstPages: Cache<readonly string[]>;
  /** Ids by relevance. */
  readonly rankings: Cache<readonly string[]>;
}

/** A database file. */
export function embedded(host: EmbeddedHost, { search }: SearchConfig): SearchEngines {
  const db = host.database('search', migrations);
  const { clock } = host;
  return {
    posts: sqlitePostIndex(db),
    people: sqlitePeopleIndex(db),
    segmentMerge: sqliteSegmentMerge(db),
    firstPages: memoryCache({ clock, maxBytes: search.cacheBytes }),
    rankings: memoryCache({ clock, maxBytes: search.rankingBytes }),
  };
}

/** Caches that all processes of the service share; `prefix` precedes all keys. */
export function redisSearchCaches(
  client: Cluster,
  prefix = 'skein:',
): Pick<SearchEngines, 'firstPages' | 'rankings'> {
  const ids = (name: string) =>
    encodedCache(redisCache({ client, prefix: `${prefix}${name}:` }), jsonCodec<readonly string[]>());
  return { firstPages: ids('search-page'), rankings: ids('search-ranking') };
}

/** Elasticsearch, and Redis as a cache, for all processes of the service. */
export async function cluster({ engine }: ClusterHost): Promise<SearchEngines> {
  const { index } = await engine(elasticsearch);
  return {
    posts: elasticsearchPostIndex(await index('posts', postIndexBody)),
    people: elasticsearchPeopleIndex(await index('people', peopleIndexBody)),
    ...redisSearchCaches(await engine(redis)),
  };
}
