import { appendFileSync, chownSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { credentialsOf, write } from './credentials.ts';
import type { Command } from './engine.ts';
import type { Place } from './place.ts';

/** PostgreSQL refuses to run as root; it then runs as the user that Debian's package created. */
export function postgresUser(): Command['user'] {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith('postgres:'));
  if (line === undefined) throw new Error('There is no user named postgres.');
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

export function givePostgres(path: string): void {
  const user = postgresUser();
  if (user) chownSync(path, user.uid, user.gid);
}

/** Appends to the server's configuration file; later values take precedence. */
export function configure(data: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  appendFileSync(join(data, 'postgresql.conf'), lines.join(''));
}

/** Runs the work that creates the store, with the password of its first account in a temporary file. */
export async function withPassword(
  place: Place,
  data: string,
  initialise: (access: readonly string[]) => Promise<unknown>,
): Promise<void> {
  const credentials = credentialsOf(place);
  if (credentials === undefined) {
    await initialise(['-A', 'trust']);
    return;
  }
  const file = `${data}.password`;
  write(file, credentials.password('postgres'));
  givePostgres(file);
  try {
    await initialise(['-A', 'scram-sha-256', '--pwfile', file]);
  } finally {
    rmSync(file);
  }
}

/** In a secure place connections and replication require TLS and a password. The replica's copy includes this. */
export function demandTls(place: Place, data: string): void {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return;
  const own = { 'server.pem': credentials.certificateFile, 'server.key': credentials.keyFile };
  for (const [name, from] of Object.entries(own)) {
    copyFileSync(from, join(data, name));
    givePostgres(join(data, name));
  }
  configure(data, { ssl: 'on', ssl_cert_file: "'server.pem'", ssl_key_file: "'server.key'" });
  const rules = ['all', 'replication'].map((base) => `hostssl ${base} all 127.0.0.0/8 scram-sha-256\n`);
  writeFileSync(join(data, 'pg_hba.conf'), rules.join(''));
}

/** How PostgreSQL's own programs connect: the server's certificate must name the address. */
export function signIn(place: Place): Record<string, string> {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return {};
  return {
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: credentials.caFile,
    PGPASSWORD: credentials.password('postgres'),
  };
}

/** As `signIn`, for the system user of PostgreSQL, who cannot read the place's files. */
export function replicaSignIn(place: Place, data: string): Record<string, string> {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return {};
  const trusted = `${data}.ca.pem`;
  copyFileSync(credentials.caFile, trusted);
  givePostgres(trusted);
  // Certificates are otherwise searched below the home folder.
  return { ...signIn(place), PGSSLROOTCERT: trusted, HOME: dirname(data) };
}
