import { defineEngine } from '../engines/engine.ts';
import type { IndexBody, RebuildableIndex } from './rebuildable-index.ts';
import { elasticsearchAccess, elasticsearchSettings } from './settings.ts';

export interface ElasticsearchIndexes {
  /** Opens an index and creates it the first time. */
  index(name: string, body: IndexBody): Promise<RebuildableIndex>;
}

/** One connection, closed with the process. */
export const elasticsearch = defineEngine({
  name: 'elasticsearch',
  settings: elasticsearchSettings,
  async open(settings, { closers, inTime, insecureLoopback }): Promise<ElasticsearchIndexes> {
    const { openElasticsearch } = await import('./elasticsearch.ts');
    const { openRebuildableIndex } = await import('./rebuildable-index.ts');
    const access = elasticsearchAccess(settings, { insecureLoopback });
    const db = await inTime(() => openElasticsearch(access));
    closers.add({ name: 'elasticsearch', close: () => db.close() });
    return { index: (name, body) => inTime(() => openRebuildableIndex(db, name, body)) };
  },
});
