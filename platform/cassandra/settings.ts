import { readFileSync } from 'node:fs';
import { group, type ValuesOf } from '../config.ts';
import { accessProblems, accessSettings } from '../engines/settings.ts';
import type { CassandraAccess } from './cassandra.ts';

/** The settings of Cassandra. Loaded beside `engineSettings` as `engines`. */
export const cassandraSettings = group(
  {
    contactPoints: {
      env: 'SKEIN_CASSANDRA_CONTACT_POINTS',
      type: 'list',
      default: ['127.0.0.1:9042'],
      doc: 'Some nodes of Cassandra, as host:port; the client discovers the others.',
    },
    datacenter: {
      env: 'SKEIN_CASSANDRA_DATACENTER',
      type: 'string',
      default: 'datacenter1',
      doc: 'The data centre to use; its quorum decides.',
    },
    keyspace: {
      env: 'SKEIN_CASSANDRA_KEYSPACE',
      type: 'string',
      default: 'skein',
      doc: 'The prefix of all keyspaces, in lower case; missing keyspaces are created.',
    },
    replication: {
      env: 'SKEIN_CASSANDRA_REPLICATION',
      type: 'int',
      unit: 'copies',
      default: 3,
      min: 1,
      max: 9,
      doc: 'The number of nodes that keep each row, in keyspaces that Skein creates.',
    },
    ...accessSettings({ env: 'SKEIN_CASSANDRA', engine: 'Cassandra', account: 'role' }),
  },
  ({ contactPoints, keyspace, password }, all) => [
    ...(/^[a-z][a-z0-9_]{0,30}$/.test(keyspace)
      ? []
      : ['SKEIN_CASSANDRA_KEYSPACE must be lower-case letters, digits and underscores, at most 31.']),
    ...accessProblems(
      { env: 'SKEIN_CASSANDRA', list: 'CONTACT_POINTS', noun: 'node', addresses: contactPoints, password },
      all,
    ),
  ],
);

/**
 * The connection that the settings describe.
 * @throws Error when the certificate file can't be read
 */
export function cassandraAccess(
  settings: ValuesOf<typeof cassandraSettings.settings>,
  { insecureLoopback }: { readonly insecureLoopback: boolean },
): CassandraAccess {
  const { contactPoints, datacenter, keyspace, replication, user, password, caFile } = settings;
  return {
    contactPoints,
    datacenter,
    keyspace,
    replication,
    ...(password && { login: { username: user, password: password.reveal() } }),
    ...(!insecureLoopback && { tls: caFile === '' ? {} : { ca: readFileSync(caFile) } }),
  };
}
