import { readFileSync } from 'node:fs';
import { group, type ValuesOf } from '../config.ts';
import { accessProblems } from '../engines/settings.ts';
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
    user: {
      env: 'SKEIN_ELASTICSEARCH_USER',
      type: 'string',
      default: 'skein',
      doc: 'The user to sign in as.',
    },
    password: { env: 'SKEIN_ELASTICSEARCH_PASSWORD', type: 'secret', doc: 'The password of the user.' },
    caFile: {
      env: 'SKEIN_ELASTICSEARCH_CA_FILE',
      type: 'string',
      default: '',
      doc: 'The certificate authorities that sign the certificate of Elasticsearch, as PEM; empty for the authorities that Node.js trusts.',
    },
  },
  ({ nodes, password }, all) => [
    ...(nodes.length === 0 ? ['SKEIN_ELASTICSEARCH_NODES names no node.'] : []),
    ...accessProblems(
      {
        env: 'SKEIN_ELASTICSEARCH_NODES',
        addresses: nodes,
        password: { env: 'SKEIN_ELASTICSEARCH_PASSWORD', given: password !== undefined },
      },
      all,
    ),
  ],
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
