import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { type AddressInfo, createServer as createPlainServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import t from 'tap';
import { EngineRefused } from '../../platform/engines/engine-refused.ts';
import { explainTlsFailure } from '../../platform/engines/explain-tls-failure.ts';
import { engineUnavailable } from '../../platform/engines/unavailable.ts';
import { accessSettings, type Credentials, credentialsOf, makeCertificates } from './credentials.ts';
import { type Place, placeFrom } from './place.ts';

const openssl = spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? '';
const skip = !/^OpenSSL ([3-9]|\d\d)/.test(openssl) && 'OpenSSL 3 is not here';

t.test('engines are secure where the setting says so, in a folder of their own', async (t) => {
  t.equal(placeFrom({}).secure, false);
  t.equal(placeFrom({ SKEIN_ENGINES_SECURE: '0' }).secure, false);
  t.match(placeFrom({ SKEIN_ENGINES_SECURE: '1' }), { secure: true, dir: /-0-secure$/ });
  t.throws(() => placeFrom({ SKEIN_ENGINES_SECURE: 'yes' }), /SKEIN_ENGINES_SECURE must be 1/);
  const settings = accessSettings(placeFrom({}), 'redis', 'skein');
  t.same(settings, { SKEIN_INSECURE_LOOPBACK: 'true' });
});

t.test('client credentials are created once, readable by the owner only', { skip }, async (t) => {
  const place: Place = { cache: '', dir: t.testdir(), offset: 0, secure: true };
  const settings = accessSettings(place, 'redis', 'skein');
  t.strictSame(accessSettings(place, 'redis', 'skein'), settings);
  t.match(settings, { SKEIN_REDIS_USER: 'skein', SKEIN_REDIS_PASSWORD: /^[0-9a-f]{48}$/ });
  t.not(settings.SKEIN_REDIS_PASSWORD, accessSettings(place, 'kafka', 'skein').SKEIN_KAFKA_PASSWORD);
  const folder = join(place.dir, 'credentials', 'made');
  t.equal(statSync(folder).mode & 0o777, 0o700);
  for (const name of ['passwords/redis.secret', 'server.key', 'server-with-key.pem']) {
    t.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
  }
});

t.test('TLS failures of an engine are explained', { skip }, async (t) => {
  const place: Place = {
    cache: '',
    dir: join(t.testdir({ strangers: {} }), 'place'),
    offset: 0,
    secure: true,
  };
  const strangers = join(t.testdirName, 'strangers');
  makeCertificates(strangers);
  const { caFile, certificateFile, keyFile } = credentialsOf(place) as Credentials;
  const secure = createServer({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) });
  const plain = createPlainServer((socket) => {
    socket.once('data', () => socket.end('-ERR what is that?\r\n')).on('error', () => {});
  });
  const unavailable = engineUnavailable('redis', new Error('closed'));
  const at = async (server: Server, host: string) => {
    await once(server.listen(0, host), 'listening');
    t.teardown(() => server.close());
    return { addresses: [`${host}:${(server.address() as AddressInfo).port}`] };
  };
  const strange = createServer({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) });
  const [there, stranger, other] = [
    await at(secure, '127.0.0.1'),
    await at(strange, '127.0.0.4'),
    await at(plain, '127.0.0.1'),
  ];
  const ca = readFileSync(caFile);
  const problemOf = async (...asked: Parameters<typeof explainTlsFailure>) => {
    const error = await explainTlsFailure(...asked);
    return error instanceof EngineRefused ? error.problem : error;
  };

  t.equal(await problemOf('redis', { ...there, tls: { ca } }, unavailable), unavailable, 'it is none of TLS');
  t.equal(await problemOf('redis', other, unavailable), unavailable);
  t.equal(await problemOf('redis', { addresses: ['127.0.0.1:1'], tls: {} }, unavailable), unavailable);
  const mistake = new Error('a mistake');
  t.equal(await problemOf('redis', there, mistake), mistake, 'what is no outage is not looked into');
  t.match(await problemOf('redis', there, unavailable), /^redis demands TLS/);
  t.match(await problemOf('redis', { ...other, tls: { ca } }, unavailable), /^redis does not speak TLS/);
  const another = { ca: readFileSync(join(strangers, 'ca.pem')) };
  t.match(
    await problemOf('redis', { ...there, tls: another }, unavailable),
    /does not hold \(unable to verify/,
  );
  t.match(
    await problemOf('redis', { ...stranger, tls: { ca } }, unavailable),
    /127\.0\.0\.4 is not in the cert/,
  );
});
