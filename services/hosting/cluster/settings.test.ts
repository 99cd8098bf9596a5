import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { systemClock } from '../../../platform/clock.ts';
import { ConfigError, loadConfig } from '../../../platform/config.ts';
import { services } from '../../registry.ts';
import { settingGroups } from '../settings.ts';
import { readAccessKeys, readClusterSecrets } from './secrets.ts';

const loopback = { SKEIN_PROFILE: 'cluster', SKEIN_SECRETS_DIR: '/secrets', SKEIN_INSECURE_LOOPBACK: 'true' };

function problems(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(settingGroups(services), env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

t.test(
  'a cluster without credentials is accepted only on loopback addresses, and only with the setting for it',
  async (t) => {
    t.same(problems(loopback), []);
    t.match(problems({ ...loopback, SKEIN_INSECURE_LOOPBACK: '' }), [
      /SKEIN_REDIS_PASSWORD must be set, or SKEIN_INSECURE_LOOPBACK/,
      /SKEIN_POSTGRES_PASSWORD must be set/,
      /SKEIN_KAFKA_PASSWORD must be set/,
      /SKEIN_DGRAPH_PASSWORD must be set/,
      /SKEIN_CASSANDRA_PASSWORD must be set/,
      /SKEIN_ELASTICSEARCH_PASSWORD must be set/,
    ]);
    t.match(problems({ ...loopback, SKEIN_KAFKA_BROKERS: '127.0.0.1:9092,10.0.0.7:9092' }), [
      /loopback addresses only: SKEIN_KAFKA_BROKERS names 10\.0\.0\.7:9092/,
    ]);
    t.match(problems({ ...loopback, SKEIN_REDIS_NODES: 'redis.example:6379' }), [
      /SKEIN_REDIS_NODES names redis/,
    ]);
  },
);

t.test('the cluster profile needs a secrets folder, and only it may have one', async (t) => {
  t.match(problems({ ...loopback, SKEIN_SECRETS_DIR: '' }), [/SKEIN_SECRETS_DIR must be set/]);
  t.match(problems({ SKEIN_SECRETS_DIR: '/secrets' }), [/SKEIN_SECRETS_DIR is for the cluster profile/]);
});

t.test('the addresses of a service are one DNS name, or IPv4 addresses', async (t) => {
  t.same(problems({ ...loopback, SKEIN_POST_ADDRESSES: 'post.skein:50063' }), []);
  t.same(problems({ ...loopback, SKEIN_POST_ADDRESSES: '10.0.0.1:1,10.0.0.2:1' }), []);
  t.match(problems({ ...loopback, SKEIN_POST_ADDRESSES: 'a.skein:1,10.0.0.2:1' }), [/a\.skein:1 is a name/]);
  t.match(problems({ ...loopback, SKEIN_USER_ADDRESSES: 'user' }), [/must list host:port, not "user"/]);
  t.match(problems({ ...loopback, SKEIN_USER_ADDRESSES: ',' }), [/names no address/]);
});

t.test(
  'secrets are created once; a process refuses a missing secret and one that others can read',
  async (t) => {
    const directory = join(t.testdir(), 'secrets');
    const make = () => execFileSync(process.execPath, ['services/main.ts', 'make-secrets', directory]);
    const read = (service: string) => readClusterSecrets(directory, { service, secrets: services.secrets });
    make();
    const first = read('post');
    make();
    const again = read('post');
    t.same(again.secret('page-tokens'), first.secret('page-tokens'));
    const { kid } = again.ownKeys.current();
    t.equal(kid, first.ownKeys.current().kid);
    t.equal(read('user').meshKeys.find(kid)?.owner, 'post', 'the key names its owner');
    t.ok(readAccessKeys(directory, systemClock).current().kid);

    t.throws(() => read('nobody'), ConfigError);
    chmodSync(join(directory, 'page-tokens.secret'), 0o644);
    t.throws(() => read('post'), /page-tokens\.secret is open to others/);
    rmSync(join(directory, 'page-tokens.secret'));
    t.throws(() => read('post').secret('page-tokens'), /page-tokens is not set/);
    for (const file of readdirSync(join(directory, 'access-keys')))
      rmSync(join(directory, 'access-keys', file));
    t.throws(() => readAccessKeys(directory, systemClock), /SKEIN_SECRETS_DIR lacks/);
  },
);
