import t from 'tap';
import { reasonOf } from '../../../../platform/errors.ts';
import { renewal } from './renewal.ts';
import type { Session } from './session.ts';
import { sessionSockets } from './session-sockets.ts';
import { session, storedSession } from './testing/stored-session.ts';

/** One window whose machine finds every token fresh, with real renewals. */
function oneWindow(signedIn: Session | undefined) {
  const { shared, stored, store } = storedSession(signedIn);
  const exchanged: string[] = [];
  let generation = 1;
  const refresh = renewal({
    shared,
    locked: (work) => work(),
    async exchange(refreshToken) {
      exchanged.push(refreshToken);
      generation += 1;
      return session(generation);
    },
    isFresh: () => true,
    isRefused: () => false,
  });
  const open = sessionSockets({
    current: stored,
    refresh,
    renewInTime: async () => {},
    open: (accessToken) => accessToken,
  });
  return { open, exchanged, store };
}

t.test('a token that the server finds expired is renewed, however fresh it looks here', async (t) => {
  const { open, exchanged } = oneWindow(session(1));
  t.equal(await open(false), 'access 1');
  t.equal(await open(false), 'access 1', 'a lost network renews nothing');
  t.strictSame(exchanged, []);
  t.equal(await open(true), 'access 2');
  t.equal(await open(true), 'access 3', 'the new one, too');
  t.strictSame(exchanged, ['refresh 1', 'refresh 2']);
});

t.test('what another window has renewed, and another session, are used as they are', async (t) => {
  const { open, exchanged, store } = oneWindow(session(1));
  await open(false);
  store(session(7));
  t.equal(await open(true), 'access 7');
  store({ ...session(9), userId: '12', handle: 'bob' });
  t.equal(await open(true), 'access 9', 'the token that was found expired is of another session');
  t.strictSame(exchanged, []);
});

t.test('without a session there is no socket', async (t) => {
  const { open, store } = oneWindow(undefined);
  const missing = async (expired: boolean) => reasonOf(await open(expired).catch((error) => error));
  t.equal(await missing(false), 'TOKEN_MISSING');
  t.equal(await missing(true), 'TOKEN_MISSING', 'nor a token to renew');
  store(session(1));
  await open(false);
  store(undefined);
  t.equal(await missing(true), 'TOKEN_MISSING', 'it has ended meanwhile');
});
