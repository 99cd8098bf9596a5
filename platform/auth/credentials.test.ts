import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { testClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { processSettings } from '../settings.ts';
import { credentialSettings, openCredentials } from './credentials.ts';
import { generateKey, keyRing, parseKey } from './keys.ts';

const groups = { process: processSettings, credentials: credentialSettings };
const clock = testClock();

async function open(env: Record<string, string>, dataDir: string) {
  const { process, credentials } = loadConfig(groups, env);
  return openCredentials({ profile: process.profile, dataDir, clock, given: credentials });
}

async function clusterEnv() {
  const [access, graph, user] = await Promise.all([
    generateKey(clock.nowMs()),
    generateKey(clock.nowMs(), 'graph'),
    generateKey(clock.nowMs(), 'user'),
  ]);
  return {
    env: {
      SKEIN_PROFILE: 'cluster',
      SKEIN_PAGE_TOKEN_SECRET: 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJEjRWeJCrze8=',
      SKEIN_MESH_KEYS: JSON.stringify({ keys: [graph] }),
      SKEIN_MESH_JWKS: JSON.stringify(keyRing([parseKey(graph), parseKey(user)]).jwks()),
      SKEIN_ACCESS_JWKS: JSON.stringify(keyRing([parseKey(access)]).jwks()),
    },
    access,
    graph,
  };
}

t.test('the embedded profile makes its own keys and secrets, once, and takes none', async (t) => {
  const dataDir = t.testdir();
  const first = await open({}, dataDir);
  const second = await open({}, dataDir);
  t.equal(first.accessRing?.current().kid, second.accessRing?.current().kid);
  t.not(first.accessRing?.current().kid, first.meshRing.current().kid, 'a service key signs no user token');
  t.same(first.secret('page-tokens'), second.secret('page-tokens'));
  t.ok(existsSync(join(dataDir, 'keys', 'access')));
  const { env } = await clusterEnv();
  await t.rejects(open({ ...env, SKEIN_PROFILE: 'embedded' }, dataDir), /the embedded profile makes its own/);
});

t.test('the cluster profile makes nothing up and takes what it is given', async (t) => {
  const dataDir = join(t.testdir(), 'untouched');
  const { env, access, graph } = await clusterEnv();
  const verifying = await open(env, dataDir);
  t.equal(verifying.accessRing, undefined);
  t.ok(verifying.accessKeys.find(access.kid));
  t.equal(verifying.meshRing.current().kid, graph.kid);
  t.equal(verifying.meshKeys.find(graph.kid)?.owner, 'graph');
  t.throws(() => verifying.secret('refresh-tokens'), /is not set/);
  t.notOk(existsSync(dataDir));

  const { SKEIN_ACCESS_JWKS: _, ...rest } = env;
  const issuingEnv = {
    ...rest,
    SKEIN_ACCESS_KEYS: JSON.stringify({ keys: [access] }),
    SKEIN_REFRESH_SECRET: 'EjRWeJCrze/q83vASNFZ4mrze8BI0VniavN7wEjRWeJ=',
  };
  const issuing = await open(issuingEnv, dataDir);
  t.equal(issuing.accessRing?.current().kid, access.kid);
  t.equal(issuing.secret('refresh-tokens').length, 32);
});

t.test('half-set and insecure credentials are refused, and never shown', async (t) => {
  const { env, access, graph } = await clusterEnv();
  const without = (name: keyof typeof env) => ({ ...env, [name]: '' });
  const refused = (given: Record<string, string>, why: RegExp) =>
    t.rejects(open(given, ''), why, String(why));
  await refused(without('SKEIN_PAGE_TOKEN_SECRET'), /SKEIN_PAGE_TOKEN_SECRET is not set/);
  await refused(without('SKEIN_MESH_KEYS'), /SKEIN_MESH_KEYS is not set/);
  await refused(without('SKEIN_MESH_JWKS'), /SKEIN_MESH_JWKS is not set/);
  await refused(without('SKEIN_ACCESS_JWKS'), /Exactly one of SKEIN_ACCESS_KEYS/);
  await refused({ ...env, SKEIN_ACCESS_KEYS: JSON.stringify({ keys: [access] }) }, /belong together/);
  await refused({ ...env, SKEIN_ACCESS_KEYS: '{}' }, /SKEIN_ACCESS_KEYS is not a JWK set/);
  await refused({ ...env, SKEIN_MESH_KEYS: 'hush' }, /SKEIN_MESH_KEYS is not JSON/);
  await refused({ ...env, SKEIN_MESH_JWKS: JSON.stringify({ keys: [graph] }) }, /private half/);
  await refused({ ...env, SKEIN_MESH_JWKS: env.SKEIN_ACCESS_JWKS }, /without an owner/);
  await refused({ ...env, SKEIN_PAGE_TOKEN_SECRET: 'changeme' }, /it needs at least 32/);
  const error = await open({ ...env, SKEIN_PAGE_TOKEN_SECRET: 'hush hush' }, '').catch(String);
  t.match(error, /SKEIN_PAGE_TOKEN_SECRET is not base64/);
  t.notMatch(error, /hush/);
});
