import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import t from 'tap';
import { clientSocket } from '../../edge/gateway/testing/client-socket.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { until } from '../../platform/testing/until.ts';
import { password, type RunningNetwork, runNetwork } from './network.ts';

interface EventMessage {
  readonly message: {
    readonly resumeToken: string;
    readonly added?: { readonly entries: { readonly post: { readonly text: string } }[] };
  };
}

async function twoPeople(network: RunningNetwork) {
  const person = async (handle: string) => {
    const { account, tokens } = await network.as().auth.signUp({ handle, password });
    return { userId: account!.user!.id, token: tokens!.accessToken, as: network.as(tokens!.accessToken) };
  };
  const [ada, bob] = [await person('ada'), await person('bob')];
  await bob.as.graph.followUser({ userId: ada.userId });
  return { ada, bob };
}

t.test('one post arrives on a Connect stream, a gRPC-Web stream and a WebSocket', async (t) => {
  const network = await runNetwork(t.testdir());
  t.teardown(() => network.close());
  const { ada, bob } = await twoPeople(network);
  const headers = { authorization: `Bearer ${bob.token}` };
  const leave = new AbortController();
  const arrived: Record<string, string[]> = { connect: [], grpcWeb: [], socket: [] };
  let begun = 0;
  const reading = Object.entries({ connect: createConnectTransport, grpcWeb: createGrpcWebTransport }).map(
    async ([name, make]) => {
      const client = createClient(TimelineService, make({ baseUrl: network.httpUrl, httpVersion: '1.1' }));
      const stream = client.streamHomeTimeline({}, { headers, signal: leave.signal });
      for await (const { event } of stream) {
        if (event.case === 'added') arrived[name]!.push(...event.value.entries.map(({ post }) => post!.text));
        else begun += 1;
      }
    },
  );
  const socket = await clientSocket(`${network.httpUrl}/ws`, bob.token);
  socket.send({ type: 'subscribe', id: 'h', stream: 'home' });
  await until('all three to be open', () => begun >= 2 && socket.of('h').length > 0);
  await ada.as.posts.createPost({ text: 'Good morning' });
  arrived.socket = [];
  await until('the post to be everywhere', () => {
    arrived.socket = textsOf(socket.of('h'));
    return Object.values(arrived).every((texts) => texts.length > 0);
  });
  t.same(arrived, { connect: ['Good morning'], grpcWeb: ['Good morning'], socket: ['Good morning'] });
  leave.abort();
  for (const one of reading) await t.rejects(one);
  socket.ws.close();
});

function textsOf(messages: readonly object[]): string[] {
  return messages.flatMap(
    (each) => (each as EventMessage).message?.added?.entries.map(({ post }) => post.text) ?? [],
  );
}

t.test('a WebSocket that is cut repeatedly loses nothing and repeats nothing', async (t) => {
  const network = await runNetwork(t.testdir());
  t.teardown(() => network.close());
  const { ada, bob } = await twoPeople(network);
  const { resumeToken } = await bob.as.timelines.listHomeTimeline({});
  const wanted = Array.from({ length: 40 }, (_, n) => `post ${n}`);
  const writing = (async () => {
    for (const text of wanted) await ada.as.posts.createPost({ text });
  })();
  const seen: string[] = [];
  let token = resumeToken;
  let cuts = 0;
  await until(
    'everything to arrive',
    async () => {
      const socket = await clientSocket(`${network.httpUrl}/ws`, bob.token);
      const before = seen.length;
      socket.send({ type: 'subscribe', id: 'h', stream: 'home', request: { resumeToken: token } });
      await until('something to arrive', () => textsOf(socket.of('h')).length > 0);
      // Everything that has arrived is read; then the connection is cut.
      socket.ws.removeAllListeners('message');
      socket.ws.terminate();
      const messages = socket.of('h');
      seen.push(...textsOf(messages));
      token = (messages.at(-1) as unknown as EventMessage).message.resumeToken;
      cuts += 1;
      return seen.length >= wanted.length || seen.length === before;
    },
    30_000,
  );
  await writing;
  t.same(seen.toSorted(), wanted.toSorted());
  t.ok(cuts > 1, `${cuts} sockets`);
});

t.test("sign-in attempts are limited by the client's address, not the proxy's", async (t) => {
  const network = await runNetwork(t.testdir(), {
    SKEIN_TRUSTED_PROXIES: '127.0.0.1',
    SKEIN_SIGN_INS_PER_ADDRESS: '2',
  });
  t.teardown(() => network.close());
  await twoPeople(network);
  const from = (address: string) =>
    createClient(
      AuthService,
      createConnectTransport({
        baseUrl: network.httpUrl,
        httpVersion: '1.1',
        interceptors: [
          (next) => (request) => {
            request.header.set('x-forwarded-for', `198.51.100.1, ${address}`);
            return next(request);
          },
        ],
      }),
    );
  const attempt = (address: string) =>
    from(address)
      .signIn({ handle: 'ada', password })
      .then(() => 'OK', reasonOf);
  t.same(
    [await attempt('192.0.2.1'), await attempt('192.0.2.1'), await attempt('192.0.2.1')],
    ['OK', 'OK', 'RATE_LIMITED'],
  );
  t.equal(await attempt('192.0.2.2'), 'OK', 'others sign in meanwhile');
});

t.test('wrong sign-ins from ten addresses do not lock an owner out', async (t) => {
  // Reaches the limit at once, without the pauses before it.
  const env = { SKEIN_TRUSTED_PROXIES: '127.0.0.1', SKEIN_SIGN_INS_PER_HANDLE: '1' };
  const network = await runNetwork(t.testdir(), env);
  t.teardown(() => network.close());
  const { tokens, deviceToken } = await network.as().auth.signUp({ handle: 'ada', password });
  const signIn = async (address: string, body: object) => {
    const answer = await fetch(`${network.httpUrl}/skein.user.v1.AuthService/SignIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ handle: 'ada', ...body }),
    });
    return { status: answer.status, waits: answer.headers.has('retry-after') };
  };
  const attack = async () => {
    for (let i = 1; i <= 10; i++) await signIn(`192.0.2.${i}`, { password: `a wrong guess ${i}` });
  };
  await attack();
  t.same(await signIn('198.51.100.1', { password }), { status: 429, waits: true }, 'a stranger waits');
  t.equal((await signIn('192.0.2.1', { password, deviceToken })).status, 200, 'a known device does not');
  const own = network.as(tokens!.accessToken);
  const next = 'another good one';
  const changed = await own.auth.changePassword({ currentPassword: password, newPassword: next });
  await attack();
  t.same(await signIn('192.0.2.1', { password: next, deviceToken }), { status: 429, waits: true }, 'void');
  const { status } = await signIn('192.0.2.1', { password: next, deviceToken: changed.deviceToken });
  t.equal(status, 200);
  t.ok(await own.users.deactivateUser({ password: next }));
});

t.test('a stop ends the streams of all listeners as draining', async (t) => {
  const network = await runNetwork(t.testdir());
  const { bob } = await twoPeople(network);
  const client = createClient(
    TimelineService,
    createConnectTransport({ baseUrl: network.httpUrl, httpVersion: '1.1' }),
  );
  const stream = client
    .streamHomeTimeline({}, { headers: { authorization: `Bearer ${bob.token}` } })
    [Symbol.asyncIterator]();
  await stream.next();
  const socket = await clientSocket(`${network.httpUrl}/ws`, bob.token);
  socket.send({ type: 'subscribe', id: 'h', stream: 'home' });
  await until('the socket to be open', () => socket.of('h').length > 0);
  const ended = stream.next().then(() => undefined, ConnectError.from);
  await network.close();
  const error = await ended;
  t.same([error?.code, reasonOf(error)], [Code.Unavailable, 'DRAINING']);
  t.equal(socket.end('h')?.reason, 'DRAINING');
  t.same(await socket.closed(), { code: 1012, reason: 'DRAINING' });
});

t.test('JSON of invalid UTF-8 is malformed, and becomes neither a text nor a password', async (t) => {
  const network = await runNetwork(t.testdir());
  t.teardown(() => network.close());
  const { ada } = await twoPeople(network);
  const call = async (path: string, json: Buffer, token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const init = { method: 'POST', body: new Uint8Array(json), headers };
    const answer = await fetch(`${network.httpUrl}/${path}`, init);
    return { status: answer.status, body: await answer.text() };
  };
  const createPost = 'skein.post.v1.PostService/CreatePost';
  for (const text of [Buffer.from('caf\xe9', 'latin1'), Buffer.from('\\ud800')]) {
    const json = Buffer.concat([Buffer.from('{"text":"'), text, Buffer.from('"}')]);
    const { status, body } = await call(createPost, json, ada.token);
    t.equal(status, 400);
    t.match(body, /broken UTF-8 or half of a surrogate pair/);
  }
  t.same((await ada.as.timelines.listUserTimeline({ userId: ada.userId })).entries, []);
  for (const byte of ['\xe9', '\xff']) {
    const json = Buffer.from(`{"handle":"eve","password":"correct horse ${byte}"}`, 'latin1');
    t.equal((await call('skein.user.v1.AuthService/SignUp', json)).status, 400);
  }
  await t.rejects(network.as().users.getUser({ key: { case: 'handle', value: 'eve' } }), /no such user|not/i);
});
