import { createHash } from 'node:crypto';
import type { IndexBody } from '../../../../platform/elasticsearch/rebuildable-index.ts';

type Properties = IndexBody['mappings']['properties'];

/**
 * An index whose documents are sorted on disk, so that a page reads only the documents that it shows. Documents themselves are
 * not stored: they are made from the services' data again.
 */
export function indexBody(properties: Properties, sort: Readonly<Record<string, 'asc' | 'desc'>>): IndexBody {
  return {
    mappings: { dynamic: 'strict', _source: { enabled: false }, properties },
    settings: {
      number_of_shards: 1,
      // A second copy as soon as there is a second node.
      auto_expand_replicas: '0-1',
      // Changes are found after this.
      refresh_interval: '500ms',
      sort: { field: Object.keys(sort), order: Object.values(sort) },
    },
  };
}

/** Elasticsearch's whitespace analyser splits a longer token. Source: Lucene's WhitespaceTokenizer, 255 characters. */
const maxLength = 200;

/** A token as Elasticsearch stores it and looks for it. */
export function stored(token: string): string {
  return token.length <= maxLength ? token : createHash('sha256').update(token).digest('hex');
}
