import { group } from '../../../platform/config.ts';

/** The settings that give a process its place in a cluster. */
export const clusterSettings = group(
  {
    secretsDir: {
      env: 'SKEIN_SECRETS_DIR',
      type: 'string',
      default: '',
      doc: 'The folder of secrets and keys of a cluster, made by `node services/main.ts make-secrets`; a process creates nothing in it.',
    },
  },
  ({ secretsDir }, all) => {
    const problems: string[] = [];
    const profile = all.process?.profile;
    if (profile === 'cluster' && secretsDir === '') {
      problems.push('SKEIN_SECRETS_DIR must be set in the cluster profile: a process creates no secrets.');
    }
    if (profile === 'embedded' && secretsDir !== '') {
      problems.push('SKEIN_SECRETS_DIR is for the cluster profile: set SKEIN_PROFILE=cluster, or unset it.');
    }
    return problems;
  },
);
