import { readFileSync } from 'node:fs';
import { group, type ValuesOf } from '../config.ts';
import { accessProblems, accessSettings } from '../engines/settings.ts';
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
    ...accessSettings({ env: 'SKEIN_DGRAPH', engine: 'Dgraph', account: 'account' }),
  },
  ({ alphas, password }, all) =>
    accessProblems({ env: 'SKEIN_DGRAPH', list: 'ALPHAS', noun: 'alpha', addresses: alphas, password }, all),
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
