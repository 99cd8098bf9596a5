import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { chownSync, readFileSync } from 'node:fs';
import type { ElasticsearchAccess } from '../../platform/elasticsearch/elasticsearch.ts';
import { credentialsOf } from './credentials.ts';
import type { Command } from './engine.ts';
import type { Place } from './place.ts';

/** Debian's user without rights, for programs that refuse to run as root. */
const nobody = { uid: 65_534, gid: 65_534 };

export function systemUser(): Command['user'] {
  return process.getuid?.() === 0 ? nobody : undefined;
}

/** Gives a file to the user that runs Elasticsearch. */
export function give(path: string): void {
  const owner = systemUser();
  if (owner) chownSync(path, owner.uid, owner.gid);
}

/** In a secure place everything uses TLS, and the only account is the clients' account. */
export function accessLines(place: Place): Record<string, string | boolean> {
  if (credentialsOf(place) === undefined) return { 'xpack.security.enabled': false };
  const certificates = (part: string) => ({
    [`xpack.security.${part}.ssl.enabled`]: true,
    [`xpack.security.${part}.ssl.key`]: 'server.key',
    [`xpack.security.${part}.ssl.certificate`]: 'server.pem',
  });
  return {
    'xpack.security.enabled': true,
    'xpack.security.enrollment.enabled': false,
    'xpack.security.authc.reserved_realm.enabled': false,
    ...certificates('http'),
    ...certificates('transport'),
    'xpack.security.transport.ssl.certificate_authorities': 'ca.pem',
    'xpack.security.transport.ssl.client_authentication': 'required',
  };
}

/** The files of certificates and accounts, by their names in the configuration folder. */
export function accessFiles(place: Place, user: string): Record<string, string> {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return {};
  return {
    'ca.pem': readFileSync(credentials.caFile, 'utf8'),
    'server.pem': readFileSync(credentials.certificateFile, 'utf8'),
    'server.key': readFileSync(credentials.keyFile, 'utf8'),
    users: `${user}:${hashed(credentials.password('elasticsearch'))}\n`,
    users_roles: `clients:${user}\n`,
    'roles.yml': 'clients:\n  cluster: [monitor]\n  indices:\n    - names: ["*"]\n      privileges: [all]\n',
  };
}

/** How the clients' account signs in. */
export function clientAccess(place: Place, user: string): Pick<ElasticsearchAccess, 'login' | 'tls'> {
  const credentials = credentialsOf(place);
  if (credentials === undefined) return {};
  return {
    login: { username: user, password: credentials.password('elasticsearch') },
    tls: { ca: readFileSync(credentials.caFile) },
  };
}

/** A password in the format of Elasticsearch's file of users. */
function hashed(password: string): string {
  const iterations = 10_000;
  const salt = randomBytes(32);
  const hash = pbkdf2Sync(password, salt, iterations, 32, 'sha512');
  return `{PBKDF2}${iterations}$${salt.toString('base64')}$${hash.toString('base64')}`;
}
