import { randomBytes } from 'node:crypto';
import type { Test } from 'tap';
import { loadConfig } from '../../platform/config.ts';
import {
  type Elasticsearch,
  type ElasticsearchAccess,
  openElasticsearch,
} from '../../platform/elasticsearch/elasticsearch.ts';
import { elasticsearchAccess, elasticsearchSettings } from '../../platform/elasticsearch/settings.ts';
import { engineSettings } from '../../platform/engines/settings.ts';
import { engineSettings as settingsOf } from './engines.ts';

/** The Elasticsearch of this machine's engines. */
export function elasticsearchOfTests(env = settingsOf('elasticsearch')): ElasticsearchAccess {
  const groups = { engines: engineSettings, elasticsearch: elasticsearchSettings };
  const { engines, elasticsearch } = loadConfig(groups, env);
  return elasticsearchAccess(elasticsearch, engines);
}

export interface TestIndex {
  readonly db: Elasticsearch;
  /** A name for a rebuildable index of this test; it is removed afterwards. */
  readonly name: string;
  /** Resolves when everything that was changed before is found. */
  settled(): Promise<void>;
}

/** A busy machine does not fail a test. */
const limitMs = 30_000;

/** @param access of another way to the same engine, such as a relay */
export async function testIndex(t: Test, access = elasticsearchOfTests()): Promise<TestIndex> {
  const db = await openElasticsearch(access, limitMs);
  const name = `test-${randomBytes(6).toString('hex')}`;
  t.teardown(async () => {
    const direct = await openElasticsearch(elasticsearchOfTests(), limitMs);
    await direct.ask(async (client) => {
      const all = Object.keys(await client.indices.getAlias({ index: `${name}-*` }));
      if (all.length > 0) await client.indices.delete({ index: all });
    });
    await Promise.all([db.close(), direct.close()]);
  });
  return {
    db,
    name,
    settled: () => db.ask(async (client) => void (await client.indices.refresh({ index: `${name}-*` }))),
  };
}
