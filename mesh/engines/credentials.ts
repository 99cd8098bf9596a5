import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directorySecrets } from '../../platform/auth/secrets.ts';
import { folderOf, type Place } from './place.ts';

/** The TLS files and passwords of a secure place's engines. Files are PEM, readable by their owner only. */
export interface Credentials {
  /** The authority's certificate. Its key is discarded, so no further certificates can be issued. */
  readonly caFile: string;
  /** The certificate of every engine, valid for their listen addresses. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Both, the key first. */
  readonly keyAndCertificateFile: string;
  /** Of the account that services sign in with, or of an engine's own first account: any name, always the same answer. */
  password(account: string): string;
}

/** The validity of certificates in days: longer than any place is kept. */
const lifeDays = 3_650;
const addresses = ['IP:127.0.0.1', 'IP:127.0.0.2', 'IP:127.0.0.3', 'DNS:localhost'];

/**
 * The credentials of a place, created the first time; undefined unless it is secure. They are created in a temporary
 * folder and moved, so they are complete even when two processes start at once.
 */
export function credentialsOf(place: Place): Credentials | undefined {
  if (!place.secure) return undefined;
  const folder = join(folderOf(place, 'credentials'), 'made');
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { mode: 0o700 });
    try {
      makeCertificates(unfinished);
      if (!existsSync(folder)) renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  const passwords = directorySecrets(join(folder, 'passwords'));
  return {
    caFile: join(folder, 'ca.pem'),
    certificateFile: join(folder, 'server.pem'),
    keyFile: join(folder, 'server.key'),
    keyAndCertificateFile: join(folder, 'server-with-key.pem'),
    password: (account) => passwords(account).toString('hex', 0, 24),
  };
}

/** The engine settings that say how clients sign in. */
export function accessSettings(place: Place, engine: string, user: string): Record<string, string> {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return { SKEIN_INSECURE_LOOPBACK: 'true' };
  const prefix = `SKEIN_${engine.toUpperCase()}`;
  return {
    [`${prefix}_USER`]: user,
    [`${prefix}_PASSWORD`]: credentials.password(engine),
    [`${prefix}_CA_FILE`]: credentials.caFile,
  };
}

/** Writes a file that only its owner can read. */
export function write(file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
}

/** A certificate authority of this place alone, and the certificate of its engines. */
export function makeCertificates(folder: string): void {
  const inFolder = (name: string) => join(folder, name);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const days = ['-days', String(lifeDays)];
  openssl(
    ...['req', '-x509', ...key, '-keyout', inFolder('ca.key'), '-out', inFolder('ca.pem')],
    ...['-subj', '/CN=Skein engines of one machine', ...days],
  );
  openssl(
    ...['req', '-new', ...key, '-keyout', inFolder('server.key'), '-out', inFolder('server.csr')],
    ...['-subj', '/CN=Skein engine', '-addext', `subjectAltName=${addresses}`],
  );
  openssl(
    ...['x509', '-req', '-in', inFolder('server.csr'), '-out', inFolder('server.pem'), ...days],
    ...['-CA', inFolder('ca.pem'), '-CAkey', inFolder('ca.key'), '-copy_extensions', 'copy'],
  );
  const text = (name: string) => readFileSync(inFolder(name), 'utf8');
  write(inFolder('server-with-key.pem'), text('server.key') + text('server.pem'));
  for (const name of ['ca.key', 'server.csr']) rmSync(inFolder(name));
}

/** @throws Error with openssl's output */
function openssl(...args: readonly string[]): void {
  try {
    execFileSync('openssl', args, { stdio: 'pipe' });
  } catch (cause) {
    const { code, stderr } = cause as { code?: string; stderr?: Buffer };
    const said = code === 'ENOENT' ? 'not installed: apt-get install openssl' : `${stderr}`.trim();
    throw new Error(`openssl ${args[0]}: ${said}`, { cause });
  }
}
