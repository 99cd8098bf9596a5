import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of an identity: what a sidecar proves itself with. */
export interface IdentityFiles {
  readonly key: string;
  readonly certificate: string;
  readonly root: string;
}

const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const days = ['-days', '30'];

const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' });

/** The certificate authority of a mesh, created the first time, in the files that istiod reads. */
export function authority(folder: string): string {
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const file = (name: string) => join(unfinished, name);
  openssl(
    ...['req', '-x509', ...key, '-keyout', file('ca-key.pem'), '-out', file('ca-cert.pem'), ...days],
    ...['-subj', '/O=Skein test bed', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  );
  for (const copy of ['root-cert.pem', 'cert-chain.pem']) copyFileSync(file('ca-cert.pem'), file(copy));
  renameSync(unfinished, folder);
  return folder;
}

/** A certificate of the authority for a service account, written into a folder with the names that a sidecar's agent expects. */
export function identity(ca: string, folder: string, principal: string): IdentityFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = (name: string) => join(folder, name);
  const files = { key: file('key.pem'), certificate: file('cert-chain.pem'), root: file('root-cert.pem') };
  const extensions = [
    `subjectAltName=critical,URI:spiffe://${principal}`,
    'keyUsage=critical,digitalSignature',
    'extendedKeyUsage=clientAuth,serverAuth',
    'basicConstraints=critical,CA:FALSE',
  ];
  writeFileSync(file('extensions'), extensions.join('\n'));
  openssl('req', '-new', ...key, '-keyout', files.key, '-out', file('request'), '-subj', '/O=Skein test bed');
  openssl(
    ...['x509', '-req', '-in', file('request'), '-out', files.certificate, ...days],
    ...['-CA', join(ca, 'ca-cert.pem'), '-CAkey', join(ca, 'ca-key.pem'), '-extfile', file('extensions')],
  );
  copyFileSync(join(ca, 'root-cert.pem'), files.root);
  for (const name of ['extensions', 'request']) rmSync(file(name));
  return files;
}
