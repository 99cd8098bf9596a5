import { create, toJson } from '@bufbuild/protobuf';
import { Code } from '@connectrpc/connect';
import { errorToJson } from '@connectrpc/connect/protocol-connect';
import t from 'tap';
import { StreamNotificationsResponseSchema } from '../../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { testClock } from '../../../../platform/clock.ts';
import { fail, reasonOf } from '../../../../platform/errors.ts';
import { settle, until } from '../../../../platform/testing/until.ts';
import { liveSocket, type Socket, silenceMs } from './live-socket.ts';

/** A socket whose server is the test. */
class Played extends EventTarget {
  readyState = 0;
  readonly sent: { type: string; id: string; stream?: string }[] = [];
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  close(reason = '') {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { reason }));
  }
  say(message: object) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(message) }));
  }
  event(id: string, removedId: string) {
    const event = { case: 'removed' as const, value: { notificationId: removedId } };
    const message = create(StreamNotificationsResponseSchema, { resumeToken: removedId, event });
    this.say({ type: 'event', id, message: toJson(StreamNotificationsResponseSchema, message) });
  }
}

function played(connect?: () => Promise<Socket>) {
  const sockets: Played[] = [];
  const expired: boolean[] = [];
  const clock = testClock();
  const live = liveSocket(
    connect ??
      (async (wasExpired) => {
        expired.push(wasExpired);
        const socket = new Played();
        sockets.push(socket);
        return socket as unknown as Socket;
      }),
    clock.after,
  );
  return {
    sockets,
    /** Of each socket: whether the token of the one before had expired. */
    expired,
    clock,
    /** Opens a stream, and notes its messages and its end. */
    read(name: string) {
      const stop = new AbortController();
      const log: string[] = [];
      const done = (async () => {
        try {
          const messages = live.stream(name, StreamNotificationsResponseSchema, {}, stop.signal);
          for await (const { resumeToken } of messages) log.push(resumeToken);
          log.push('end');
        } catch (error) {
          log.push(reasonOf(error) ?? String(error));
        }
      })();
      return { log, done, stop: () => stop.abort('stopped') };
    },
  };
}

t.test('streams share a socket, which closes with the last of them', async (t) => {
  const { sockets, read } = played();
  const home = read('home');
  const own = read('notifications');
  await settle();
  t.equal(sockets.length, 1);
  const [socket] = sockets as [Played];
  t.strictSame(socket.sent, [], 'nothing before it is open');
  socket.open();
  t.strictSame(
    socket.sent.map(({ type, stream }) => `${type} ${stream}`),
    ['subscribe home', 'subscribe notifications'],
  );
  const [first, second] = socket.sent as unknown as [{ id: string }, { id: string }];
  socket.event(second.id, '7');
  socket.event(first.id, '8');
  socket.event('no such stream', '9');
  await until('both messages', () => home.log.length + own.log.length === 2);
  t.strictSame([home.log, own.log], [['8'], ['7']]);
  home.stop();
  await home.done;
  t.strictSame(socket.sent.at(-1), { type: 'unsubscribe', id: first.id });
  t.equal(socket.readyState, 1);
  own.stop();
  await own.done;
  t.equal(socket.readyState, 3);
  t.strictSame(own.log, ['7', 'stopped']);
  const again = read('home');
  await settle();
  t.equal(sockets.length, 2, 'another stream opens another socket');
  again.stop();
  await again.done;
});

t.test('a stream ends with the reason of the server, after the messages before', async (t) => {
  const { sockets, read } = played();
  const { log, done } = read('notifications');
  await settle();
  const [socket] = sockets as [Played];
  socket.open();
  const { id } = socket.sent[0]!;
  socket.event(id, '1');
  const error = errorToJson(fail(Code.FailedPrecondition, 'RESUME_TOKEN_TOO_OLD', 'old'), undefined);
  socket.say({ type: 'end', id, reason: 'RESUME_TOKEN_TOO_OLD', error });
  await done;
  t.strictSame(log, ['1', 'RESUME_TOKEN_TOO_OLD']);
  const normal = read('notifications');
  await settle();
  sockets[1]!.open();
  sockets[1]!.say({ type: 'end', id: sockets[1]!.sent[0]!.id });
  await normal.done;
  t.strictSame(normal.log, ['end']);
});

t.test(
  'a socket that closes ends its streams with its reason, and the next stream opens another',
  async (t) => {
    const { sockets, read } = played();
    const some = [read('home'), read('notifications')];
    await settle();
    sockets[0]!.open();
    sockets[0]!.close('SESSION_REVOKED');
    await Promise.all(some.map(({ done }) => done));
    t.strictSame(
      some.map(({ log }) => log),
      [['SESSION_REVOKED'], ['SESSION_REVOKED']],
    );
    const refused = read('home');
    await settle();
    sockets[1]!.close();
    await refused.done;
    t.match(refused.log[0], /socket is closed/, 'also before it was open');
    const next = read('home');
    await settle();
    sockets[2]!.open();
    t.equal(sockets[2]!.sent.length, 1);
    next.stop();
    await next.done;
  },
);

t.test('a socket in silence is asked, and cut when it does not answer', async (t) => {
  const { sockets, read, clock } = played();
  const { log, done } = read('home');
  await settle();
  const [socket] = sockets as [Played];
  socket.open();
  const { id } = socket.sent[0]!;
  const pings = () => socket.sent.filter(({ type }) => type === 'ping').length;
  clock.advance(silenceMs - 1);
  socket.event(id, '1');
  clock.advance(silenceMs - 1);
  t.equal(pings(), 0, 'every message ends a silence');
  clock.advance(1);
  t.equal(pings(), 1);
  clock.advance(silenceMs - 1);
  socket.say({ type: 'pong' });
  clock.advance(silenceMs);
  t.strictSame([pings(), socket.readyState], [2, 1]);
  socket.close = () => {
    socket.readyState = 2;
  };
  clock.advance(silenceMs);
  await done;
  t.match(log, ['1', /socket is closed/], 'before the socket is closed');
  t.strictSame([socket.readyState, clock.pending()], [2, 0]);
  socket.event(id, '2');
  t.equal(clock.pending(), 0, "late messages are nobody's");
  const next = read('home');
  await settle();
  t.equal(sockets.length, 2);
  next.stop();
  await next.done;
  t.equal(clock.pending(), 0);
});

t.test('a socket that does not open in time ends its streams', async (t) => {
  const { sockets, read, clock } = played();
  const { log, done } = read('home');
  await settle();
  clock.advance(2 * silenceMs);
  await done;
  t.match(log, [/socket is closed/]);
  t.equal(sockets[0]!.readyState, 3);
});

t.test('after an expired token the next socket has a new one, whatever the clock says', async (t) => {
  const { sockets, read, expired } = played();
  const ended = async (n: number, say: (socket: Played) => void) => {
    const { log, done } = read('home');
    await settle();
    sockets[n]!.open();
    say(sockets[n]!);
    await done;
    return log[0];
  };
  const error = errorToJson(fail(Code.Unauthenticated, 'TOKEN_EXPIRED', 'expired'), undefined);
  const end = (socket: Played) => socket.say({ type: 'end', id: socket.sent[0]!.id, error });
  t.equal(await ended(0, end), 'TOKEN_EXPIRED', 'before the socket closes');
  t.equal(await ended(1, (socket) => socket.close('TOKEN_EXPIRED')), 'TOKEN_EXPIRED');
  t.match(await ended(2, (socket) => socket.close()), /socket is closed/);
  await ended(3, (socket) => socket.close());
  t.strictSame(expired, [false, true, true, false]);
});

t.test('a stream without a token fails, and the next one tries again', async (t) => {
  let attempts = 0;
  const { read } = played(async () => {
    attempts += 1;
    throw new Error('no session');
  });
  for (const expected of [1, 2]) {
    const { log, done } = read('home');
    await done;
    t.match(log[0], /no session/);
    t.equal(attempts, expected);
  }
});

t.test('a stream that is stopped before the socket is there leaves none open', async (t) => {
  const { sockets, read } = played();
  const { stop, done, log } = read('home');
  stop();
  await done;
  await settle();
  t.strictSame([sockets[0]!.readyState, log], [3, ['stopped']]);
});

t.test('a page that does not keep up is told so, and keeps a bounded number of messages', async (t) => {
  const { sockets, read } = played();
  const { log, done } = read('home');
  await settle();
  sockets[0]!.open();
  for (let n = 1; n <= 300; n++) sockets[0]!.event(sockets[0]!.sent[0]!.id, String(n));
  await done;
  t.equal(log.at(-1), 'READER_TOO_SLOW');
  t.equal(log.length, 201);
});
