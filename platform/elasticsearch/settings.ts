import { readFileSync } from 'node:fs';
import { group, type ValuesOf } from '../config.ts';
import { accessProblems, accessSettings } from '../engines/settings.ts';
import type { ElasticsearchAccess } from './elasticsearch.ts';

/** The settings of Elasticsearch. Loaded beside `engineSettings` as `engines`. */
export const elasticsearchSettings = group(
  {
    nodes: {
      env: 'SKEIN_ELASTICSEARCH_NODES',
      type: 'list',
      default: ['127.0.0.1:9200'],
      doc: 'The HTTP addresses of Elasticsearch nodes, as host:port.',
    },
    ...accessSettings({ env: 'SKEIN_ELASTICSEARCH', engine: 'Elasticsearch', account: 'user' }),
  },
  ({ nodes, password }, all) =>
    accessProblems(
      { env: 'SKEIN_ELASTICSEARCH', list: 'NODES', noun: 'node', addresses: nodes, password },
      all,
    ),
);

/**
 * The connection that the settings describe.
 * @throws Error when the certificate file can't be read
 */
export function elasticsearchAccess(
  { nodes, user, password, caFile }: ValuesOf<typeof elasticsearchSettings.settings>,
  { insecureLoopback }: { readonly insecureLoopback: boolean },
): ElasticsearchAccess {
  return {
    nodes,
    ...(password && { login: { username: user, password: password.reveal() } }),
    ...(!insecureLoopback && { tls: caFile === '' ? {} : { ca: readFileSync(caFile) } }),
  };
}
