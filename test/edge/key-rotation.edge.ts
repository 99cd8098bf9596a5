import { join } from 'node:path';
import t from 'tap';
import { dev } from '../../edge/envoy/values/dev.ts';
import { prod } from '../../edge/envoy/values/prod.ts';
import { keysSeconds } from '../../edge/gateway/operations.ts';
import { openKeyDirectory, publishBeforeSigningMs } from '../../platform/auth/key-directory.ts';
import { systemClock } from '../../platform/clock.ts';
import { refetchEveryMs } from '../../services/hosting/guard/signing-keys.ts';
import { password } from '../journeys/network.ts';
import { runEdge } from './running-edge.ts';

t.setTimeout(120_000);

t.test('a key is published longer than all caches of it together', async (t) => {
  for (const { jwksCacheSeconds } of [dev, prod]) {
    const cachedMs = refetchEveryMs + (keysSeconds + jwksCacheSeconds) * 1_000;
    t.ok(publishBeforeSigningMs > 2 * cachedMs, `${cachedMs} ms`);
  }
});

t.test('no call is refused while the signing key is rotated', async (t) => {
  const edge = await runEdge(t, { values: { jwksCacheSeconds: 1 } });
  const signedUp = await edge.network.as().auth.signUp({ handle: 'ada', password });
  let { refreshToken } = signedUp.tokens!;
  const keys = await openKeyDirectory({ directory: join(edge.network.dataDir, 'keys'), clock: systemClock });
  const before = keys.current().kid;
  await keys.rotate({ publishMs: 2 * refetchEveryMs + 5_000, retireAfterMs: 60_000 });

  /** The first token of each key. */
  const tokens = new Map<string, string>();
  const refused: string[] = [];
  let calls = 0;
  let sinceRotation = 0;
  while (sinceRotation < 50) {
    const { tokens: pair } = await edge.network.as().auth.refreshSession({ refreshToken });
    const { accessToken } = pair!;
    refreshToken = pair!.refreshToken;
    const { kid } = JSON.parse(Buffer.from(accessToken.split('.')[0]!, 'base64url').toString()) as {
      kid: string;
    };
    if (!tokens.has(kid)) tokens.set(kid, accessToken);
    for (const token of [accessToken, ...tokens.values()]) {
      const { status, text } = await edge.call({
        path: '/v1/account',
        headers: { authorization: `Bearer ${token}` },
      });
      calls += 1;
      if (status !== 200) refused.push(text);
    }
    if (kid !== before) sinceRotation += 1;
  }
  t.strictSame(refused, []);
  t.equal(tokens.size, 2, `tokens of both keys, in ${calls} calls`);
});
