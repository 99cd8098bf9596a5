import { readFileSync } from 'node:fs';
import { group, type ValuesOf } from '../config.ts';
import { accessProblems } from '../engines/settings.ts';
import type { DgraphAccess } from './dgraph.ts';

/** The settings of Dgraph. Loaded beside `engineSettings` as `engines`. */
export const dgraphSettings = group(
  {
    alphas: {
      env: 'SKEIN_DGRAPH_ALPHAS',
      type: 'list',
      default: ['127.0.0.1:9080'],
      doc: 'The gRPC addresses of Dgraph alphas, as host:port.',
    },
    user: { env: 'SKEIN_DGRAPH_USER', type: 'string', default: 'skein', doc: 'The account to sign in as.' },
    password: { env: 'SKEIN_DGRAPH_PASSWORD', type: 'secret', doc: 'The password of the account.' },
    caFile: {
      env: 'SKEIN_DGRAPH_CA_FILE',
      type: 'string',
      default: '',
      doc: 'The certificate authorities that sign the certificate of Dgraph, as PEM; empty for the authorities that Node.js trusts.',
    },
  },
  ({ alphas, password }, all) => [
    ...(alphas.length === 0 ? ['SKEIN_DGRAPH_ALPHAS names no alpha.'] : []),
    ...accessProblems(
      {
        env: 'SKEIN_DGRAPH_ALPHAS',
        addresses: alphas,
        password: { env: 'SKEIN_DGRAPH_PASSWORD', given: password !== undefined },
      },
      all,
    ),
  ],
);

/**
 * The connection that the settings describe.
 * @throws Error when the certificate file can't be read
 */
export function dgraphAccess(
  { alphas, user, password, caFile }: ValuesOf<typeof dgraphSettings.settings>,
  { insecureLoopback }: { readonly insecureLoopback: boolean },
): DgraphAccess {
  return {
    alphas,
    ...(password && { login: { user, password: password.reveal() } }),
    ...(!insecureLoopback && { tls: caFile === '' ? {} : { ca: readFileSync(caFile) } }),
  };
}
