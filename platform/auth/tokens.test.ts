import { createHmac } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SignJWT, UnsecuredJWT } from 'jose';
import t from 'tap';
import { testClock } from '../clock.ts';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { accessTokenIssuer, accessTokenVerifier } from './access-tokens.ts';
import { directoryLookMs, followKeys, openKeyDirectory } from './key-directory.ts';
import { generateKey, keyRing, parseKey, publishedKeys } from './keys.ts';
import { refreshTokens } from './refresh-tokens.ts';
import { directorySecrets, givenSecrets } from './secrets.ts';
import { serviceTokenSource, serviceTokenVerifier } from './service-tokens.ts';

const TTL_MS = 900_000;
const bearer = {
  userId: '1480000000000000001',
  sessionId: '1480000000000000002',
  role: 'user',
  generation: 3,
} as const;
const tokenInvalid = domainErrorLike('TOKEN_INVALID');
const tokenExpired = domainErrorLike('TOKEN_EXPIRED');

async function fixture(clock = testClock()) {
  const ring = keyRing([parseKey(await generateKey(clock.nowMs()))]);
  const issuer = accessTokenIssuer({ ring, clock, ttlMs: TTL_MS });
  const verifier = accessTokenVerifier({ keys: ring, clock, skewMs: 500 });
  return { clock, ring, issuer, verifier };
}

t.test('an access token identifies its owner, and is verified once a process', async (t) => {
  const { clock, issuer, verifier, ring } = await fixture();
  let lookups = 0;
  const counting = accessTokenVerifier({
    keys: { ...ring, find: (kid) => ring.find(lookups++ < 0 ? '' : kid) },
    clock,
    skewMs: 500,
  });
  const { token, expiresAtMs } = await issuer.issue({ ...bearer, role: 'moderator' });
  t.equal(expiresAtMs, clock.nowMs() + TTL_MS);

  const [first, second] = [counting.verify(token), counting.verify(token)];
  t.equal(first, second, 'concurrent callers share the verification');
  t.strictSame(await first, { ...bearer, role: 'moderator', expiresAtMs });
  t.strictSame(
    counting.verify(token),
    { ...bearer, role: 'moderator', expiresAtMs },
    'then without a promise',
  );
  t.equal(lookups, 1);

  counting.clear();
  t.ok(counting.verify(token) instanceof Promise, 'until what was verified is forgotten');
  t.ok(verifier.verify(token) instanceof Promise);
});

t.test('a token expires at its time plus the clock skew, cached or not', async (t) => {
  const { clock, issuer, verifier, ring } = await fixture();
  const { token } = await issuer.issue(bearer);
  await verifier.verify(token);
  clock.advance(TTL_MS + 499);
  t.match(verifier.verify(token), bearer);
  t.match(await accessTokenVerifier({ keys: ring, clock, skewMs: 500 }).verify(token), bearer);
  clock.advance(1);
  t.throws(() => verifier.verify(token), tokenExpired);
  for (const wait of [0, 499, 501, 100_000]) {
    clock.advance(wait);
    await t.rejects(Promise.resolve(verifier.verify(token)), tokenExpired);
  }
});

t.test('forged, foreign and malformed tokens are refused, and never cached', async (t) => {
  const { clock, issuer, verifier, ring } = await fixture();
  const other = await fixture(clock);
  const { token } = await issuer.issue(bearer);
  const nowS = Math.floor(clock.nowMs() / 1000);
  const good = {
    iss: 'skein',
    aud: 'skein.api',
    sub: 'u',
    sid: 's',
    role: 'user',
    iat: nowS,
    exp: nowS + 60,
  };
  const { kid, privateKey, publicKey } = ring.current();
  const sign = (claims: object, header: object = {}, key: Parameters<SignJWT['sign']>[0] = privateKey) =>
    new SignJWT({ ...good, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header })
      .sign(key);
  t.match(await verifier.verify(await sign({})), { userId: 'u' }, 'the fixture itself is good');

  const [head, body, signature] = token.split('.') as [string, string, string];
  const raised = Buffer.from(body, 'base64url').toString().replace('"user"', '"operator"');
  const spki = publicKey.export({ type: 'spki', format: 'pem' });
  const confusedHead = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid })).toString(
    'base64url',
  );
  const confused = `${confusedHead}.${body}`;
  const bad: Record<string, string> = {
    empty: '',
    'no token': 'hello',
    'two parts': `${head}.${body}`,
    'another role in the body': `${head}.${Buffer.from(raised).toString('base64url')}.${signature}`,
    'without signature': new UnsecuredJWT(good).encode(),
    'signed with the public key as a shared secret': `${confused}.${createHmac('sha256', spki).update(confused).digest('base64url')}`,
    'of a key unknown here': (await other.issuer.issue(bearer)).token,
    'of an unknown key under a known id': await sign({}, {}, other.ring.current().privateKey),
    'without key id': await sign({}, { kid: undefined }),
    'of another kind': await sign({}, { typ: 'skein-service+jwt' }),
    'without kind': await sign({}, { typ: undefined }),
    'of another issuer': await sign({ iss: 'other' }),
    'for another audience': await sign({ aud: 'skein.mesh' }),
    'not valid yet': await sign({ nbf: nowS + 60 }),
    'without end': await sign({ exp: undefined }),
    'without user': await sign({ sub: undefined }),
    'without session': await sign({ sid: undefined }),
    'with an unknown role': await sign({ role: 'root' }),
    'too long': await sign({ padding: 'x'.repeat(5000) }),
  };
  const refused = async (text: string) => verifier.verify(text);
  for (const [what, text] of Object.entries(bad)) await t.rejects(refused(text), tokenInvalid, what);
  await t.rejects(refused(await sign({ exp: nowS - 60 })), tokenExpired);
  await t.rejects(refused(bad['of another issuer']!), tokenInvalid, 'a second time as well');
});

t.test('tokens of older keys verify until the keys are retired', async (t) => {
  const clock = testClock();
  const directory = join(t.testdir(), 'keys');
  const ring = await openKeyDirectory({ directory, clock });
  const issuer = accessTokenIssuer({ ring, clock, ttlMs: TTL_MS });
  const before = (await issuer.issue(bearer)).token;
  const firstKid = ring.current().kid;

  const sameRing = await openKeyDirectory({ directory, clock });
  t.equal(sameRing.current().kid, firstKid, 'the next start finds the same key');

  clock.step(clock.nowMs() - 60_000);
  const stale = accessTokenVerifier({ keys: publishedKeys(ring.jwks()), clock, skewMs: 120_000 });
  await ring.rotate({ publishMs: 300_000, retireAfterMs: TTL_MS + 500 });
  clock.advance(directoryLookMs);
  t.equal(ring.jwks().keys.length, 2, 'the new key is published at once');
  t.equal(
    ring.current().kid,
    firstKid,
    'and does not sign while verifiers may have cached the keys before it',
  );
  t.match(await stale.verify((await issuer.issue(bearer)).token), bearer);
  clock.advance(300_000 - directoryLookMs);
  t.not(ring.current().kid, firstKid, 'then it signs, also after the clock stepped back');
  const after = (await issuer.issue(bearer)).token;
  const verifier = accessTokenVerifier({ keys: ring, clock, skewMs: 120_000 });
  t.match(await verifier.verify(before), bearer);
  t.match(await verifier.verify(after), bearer);

  t.match(
    await accessTokenVerifier({ keys: sameRing, clock, skewMs: 0 }).verify(after),
    bearer,
    'another process with the same directory knows the new key',
  );

  clock.advance(TTL_MS + 61_000);
  await ring.rotate({ publishMs: 300_000, retireAfterMs: TTL_MS + 500 });
  clock.advance(directoryLookMs);
  t.equal(ring.find(firstKid), undefined, 'a key goes once its last token has ended');
  t.equal(ring.jwks().keys.length, 2);
  t.equal(readdirSync(directory).length, 2);
});

t.test(
  'keys that Kubernetes mounts from a Secret are followed, though their files keep their names',
  async (t) => {
    const clock = testClock();
    const volume = t.testdir();
    const made = join(volume, 'made');
    const source = await openKeyDirectory({ directory: made, clock });
    const mounted = join(volume, 'access-keys');
    /** Swaps the volume as a kubelet does: a new folder, one rename of the link to it, and the old folder removed. */
    const mount = (number: number) => {
      const folder = join(volume, `..${number}`);
      mkdirSync(join(folder, 'access-keys'), { recursive: true });
      for (const [index, name] of readdirSync(made).sort().entries())
        copyFileSync(join(made, name), join(folder, 'access-keys', `${index}.jwk`));
      symlinkSync(`..${number}`, join(volume, '..data_tmp'));
      renameSync(join(volume, '..data_tmp'), join(volume, '..data'));
      rmSync(join(volume, `..${number - 1}`), { recursive: true, force: true });
    };
    mount(1);
    symlinkSync(join('..data', 'access-keys'), mounted);
    const ring = followKeys(mounted, clock);
    const firstKid = source.current().kid;
    t.equal(ring.current().kid, firstKid);

    await source.rotate({ publishMs: 300_000, retireAfterMs: TTL_MS });
    clock.advance(directoryLookMs);
    const nextKid = source.jwks().keys.find(({ kid }) => kid !== firstKid)!.kid!;
    mount(2);
    clock.advance(directoryLookMs);
    t.ok(ring.find(nextKid), 'the new key is published');
    clock.advance(300_000 + TTL_MS);
    t.equal(ring.current().kid, nextKid, 'and signs when its time has come');

    // As many keys as before, under the same names.
    await source.rotate({ publishMs: 300_000, retireAfterMs: 0 });
    clock.advance(directoryLookMs);
    mount(3);
    clock.advance(directoryLookMs);
    t.equal(ring.find(firstKid), undefined, 'a retired key is forgotten');
    t.equal(ring.jwks().keys.length, 2);
  },
);

t.test('keys are private: on disk, and in what is published', async (t) => {
  const clock = testClock();
  const directory = join(t.testdir(), 'data', 'keys');
  const ring = await openKeyDirectory({ directory, clock });
  const file = join(directory, readdirSync(directory)[0]!);
  t.equal(statSync(file).mode & 0o777, 0o600);
  t.equal(statSync(directory).mode & 0o777, 0o700);

  const published = ring.jwks();
  t.match(published.keys[0], { kty: 'EC', crv: 'P-256', kid: ring.current().kid, alg: 'ES256', use: 'sig' });
  t.notOk(published.keys.some((key) => 'd' in key));
  const { token } = await accessTokenIssuer({ ring, clock, ttlMs: TTL_MS }).issue(bearer);
  const keys = publishedKeys(JSON.parse(JSON.stringify(published)));
  t.match(
    await accessTokenVerifier({ keys, clock, skewMs: 0 }).verify(token),
    bearer,
    'the public half verifies',
  );

  const stored = await generateKey(clock.nowMs());
  t.throws(() => publishedKeys({ keys: [stored] }), /private half/);
  t.throws(() => parseKey({ ...stored, d: undefined }), /not a private/);
  t.throws(() => keyRing([]), /at least one key/);
  t.throws(() => keyRing([parseKey(stored), parseKey(stored)]), /same kid/);
  chmodSync(file, 0o640);
  await t.rejects(openKeyDirectory({ directory, clock }), /open to others \(mode 640\)/);
});

t.test('a service has a token of its own, renewed before it expires', async (t) => {
  const { clock, ring, issuer, verifier: users } = await fixture();
  const source = serviceTokenSource({ service: 'timeline', ring, clock, ttlMs: 300_000 });
  const verifier = serviceTokenVerifier({ keys: ring, clock, skewMs: 500 });

  const [first, again] = await Promise.all([source.token(), source.token()]);
  t.equal(first, again, 'two waiting callers share one');
  t.match(await verifier.verify(first), { service: 'timeline' });
  clock.advance(199_999);
  t.equal(source.token(), first, 'no promise while it is fresh');
  clock.advance(1);
  t.equal(source.token(), first, 'no caller waits for the renewal');
  await new Promise((resolve) => setImmediate(resolve));
  let renewed = source.token();
  for (let i = 0; i < 1000 && renewed === first; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    renewed = source.token();
  }
  t.not(renewed, first);
  t.match(await verifier.verify(await renewed), {
    service: 'timeline',
    expiresAtMs: clock.nowMs() + 300_000,
  });
  clock.advance(300_000);
  t.ok(source.token() instanceof Promise, 'after a long stand-still one waits');

  await t.rejects(
    async () => verifier.verify((await issuer.issue(bearer)).token),
    tokenInvalid,
    'not a user token',
  );
  await t.rejects(async () => users.verify(first), tokenInvalid, 'nor is a service token a user token');
});

t.test('a key with an owner signs for that service only', async (t) => {
  const clock = testClock();
  const ring = keyRing([parseKey(await generateKey(clock.nowMs(), 'graph'))]);
  const keys = publishedKeys(ring.jwks());
  const verifier = serviceTokenVerifier({ keys, clock, skewMs: 0 });
  t.match(await verifier.verify(await serviceTokenSource({ service: 'graph', ring, clock }).token()), {
    service: 'graph',
  });
  const posing = await serviceTokenSource({ service: 'user', ring, clock }).token();
  await t.rejects(async () => verifier.verify(posing), tokenInvalid);
});

t.test('a failed renewal leaves the old token in use until it expires', async (t) => {
  const { clock, ring } = await fixture();
  let broken = false;
  const flaky = {
    ...ring,
    current() {
      if (broken) throw new Error('no key');
      return ring.current();
    },
  };
  const source = serviceTokenSource({ service: 'user', ring: flaky, clock, ttlMs: 3000 });
  const token = await source.token();
  broken = true;
  clock.advance(2500);
  t.equal(source.token(), token);
  await new Promise((resolve) => setImmediate(resolve));
  t.equal(source.token(), token);
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(500);
  await t.rejects(async () => source.token(), /no key/);
  broken = false;
  t.not(await source.token(), token);
});

t.test('secrets are created once, private, and long enough', async (t) => {
  const directory = join(t.testdir(), 'data', 'secrets');
  const secret = directorySecrets(directory);
  const pages = secret('page-tokens');
  t.equal(pages.length, 32);
  t.same(directorySecrets(directory)('page-tokens'), pages, 'the next start finds the same');
  t.notSame(secret('refresh-tokens'), pages);
  t.equal(statSync(join(directory, 'page-tokens.secret')).mode & 0o777, 0o600);
  t.equal(readdirSync(directory).length, 2, 'no draft is left behind');
  t.throws(() => secret('../escape'), /can't name a secret/);

  writeFileSync(join(directory, 'short.secret'), Buffer.alloc(31, 'abcdefghijklmnop').toString('base64'), {
    mode: 0o600,
  });
  t.throws(() => secret('short'), /31 bytes: it needs at least 32/);
  writeFileSync(join(directory, 'open.secret'), pages.toString('base64'), { mode: 0o644 });
  t.throws(() => secret('open'), /open to others/);

  const given = givenSecrets({ 'page-tokens': pages.toString('base64') });
  t.same(given('page-tokens'), pages);
  t.throws(() => given('refresh-tokens'), /is not set/, 'no default is made up');
  t.throws(() => givenSecrets({ a: 'changeme' }), /needs at least 32/);
  t.throws(() => givenSecrets({ a: 'A'.repeat(64) }), /not random/);
  t.throws(
    () => givenSecrets({ a: 'pass word!' }),
    { message: 'the secret a is not base64' },
    'nor ever shown',
  );
});

const sessionId = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const generation = fc.integer({ min: 0, max: 10 ** 14 });
const secret = Buffer.from('0123456789abcdef0123456789abcdef');

t.test('a refresh token is derived from secret, session and generation', async (t) => {
  const tokens = refreshTokens(secret);
  const foreign = refreshTokens(Buffer.from('fedcba9876543210fedcba9876543210'));
  fc.assert(
    fc.property(sessionId, generation, (id, count) => {
      const grant = { sessionId: id, generation: count };
      const token = tokens.format(grant);
      t.strictSame(tokens.parse(token), grant);
      t.equal(tokens.format(grant), token, 'the same successor every time');
      t.equal(foreign.parse(token), undefined);
    }),
    { numRuns: 30 },
  );
  t.throws(() => refreshTokens(Buffer.alloc(31)), /32 bytes/);
  t.throws(() => tokens.format({ sessionId: 'a.b', generation: 0 }), /does not fit/);
});

t.test('no other text is accepted as a refresh token', async () => {
  const tokens = refreshTokens(secret);
  const genuine = tokens.format({ sessionId: '1480000000000000002', generation: 7 });
  fc.assert(
    fc.property(
      fc.nat({ max: genuine.length - 1 }),
      fc.string({ minLength: 0, maxLength: 2 }),
      (at, text) => {
        const changed = genuine.slice(0, at) + text + genuine.slice(at + 1);
        return changed === genuine || tokens.parse(changed) === undefined;
      },
    ),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(fc.string(), (text) => tokens.parse(text) === undefined));
});
