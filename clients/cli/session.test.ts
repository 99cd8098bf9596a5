import t from 'tap';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { password, runNetwork } from '../../test/journeys/network.ts';
import { apiOf } from './api.ts';
import { credentials } from './credentials.ts';
import { identityOf, keptSession } from './session.ts';

t.test('concurrent commands share a session, however often it is renewed', async (t) => {
  const network = await runNetwork(t.testdir());
  const transport = grpcTransport({ address: network.grpcAddress });
  t.teardown(async () => {
    transport.close();
    await network.close();
  });
  const stranger = apiOf(transport, new AbortController().signal);
  const { account, tokens } = await stranger.auth.signUp({ handle: 'ada', password });
  const kept = credentials(`${t.testdirName}/config`, 'server');
  kept.keep(identityOf(account!, tokens!), true);

  const tail = keptSession(stranger, kept);
  await keptSession(stranger, kept).renew();
  const newest = await keptSession(stranger, kept).renew();
  t.ok(await tail.renew(), 'the oldest of them renews it, too');
  t.not(kept.find('ada')!.accessToken, newest);

  const ended = { ...tail.identity(), expiresAtMs: 0 };
  kept.keep(ended, true);
  const late = keptSession(stranger, kept);
  const renewed = await keptSession(stranger, kept).renew();
  t.equal(await late.token(), renewed, 'what another has renewed is not renewed again');

  kept.keep({ ...kept.find('ada')!, expiresAtMs: 0 }, true);
  const before = kept.find('ada')!.refreshToken;
  const atOnce = await Promise.all(Array.from({ length: 4 }, () => keptSession(stranger, kept).token()));
  t.equal(new Set(atOnce).size, 1, 'of four at once one renews it, and the others take what it has kept');
  t.equal(generationOf(kept.find('ada')!.refreshToken), generationOf(before) + 1);

  const leaving = keptSession(stranger, kept);
  const renewing = leaving.renew();
  kept.forget('ada');
  await renewing;
  t.equal(kept.find('ada'), undefined, 'a session that was signed out meanwhile does not come back');
});

function generationOf(refreshToken: string): number {
  return Number(refreshToken.split('.')[2]);
}
