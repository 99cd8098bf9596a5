import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { WebSocket } from 'ws';
import { NotificationService } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { hosted } from '../../platform/rpc/host.ts';
import { UnreadAnswerLimit } from '../../platform/rpc/unread-answer-limit.ts';
import { settle, until } from '../../platform/testing/until.ts';
import { servedGateway } from './testing/served-gateway.ts';

const maxBytes = 8_000_000;
const payloadBytes = 3_000_000;
const path = `/${ProbeService.typeName}/Unary`;

async function served(t: Test, limitBytes = maxBytes) {
  const state = { started: 0, refused: [] as string[], ended: [] as number[] };
  const unreadAnswers = new UnreadAnswerLimit({
    maxBytes: limitBytes,
    onEnded: ({ bytes }) => state.ended.push(bytes),
  });
  const pageDirectory = mkdtempSync(join(tmpdir(), 'skein-page-'));
  writeFileSync(join(pageDirectory, 'large.png'), new Uint8Array(payloadBytes));
  const probe = hosted(ProbeService, {
    async unary({ text }) {
      state.started += 1;
      await settle(1);
      return { text, payload: new Uint8Array(text === '' ? payloadBytes : 0) };
    },
    async *serverStream() {
      for (;;) yield { payload: new Uint8Array(payloadBytes) };
    },
  });
  const home = hosted(TimelineService, {
    async *streamHomeTimeline() {
      for (;;) yield { resumeToken: 'x'.repeat(payloadBytes) };
    },
  });
  const env = { SKEIN_CALLS_PER_ADDRESS: '100000' };
  const gateway = await servedGateway(t, {
    hosted: [probe, home, hosted(NotificationService, {})],
    env,
    over: { unreadAnswers, pageDirectory, onRefused: () => (reason) => state.refused.push(reason) },
  });
  /** Sends requests on a connection of its own and reads nothing. */
  const unread = async (requests: string | Buffer): Promise<Socket> => {
    const socket = connect(gateway.port, '127.0.0.1').pause();
    socket.on('error', () => {});
    t.teardown(() => socket.destroy());
    await once(socket, 'connect');
    socket.write(requests);
    return socket;
  };
  const honest = async () => {
    const answer = await fetch(gateway.url + path, { method: 'POST', headers: proto, body: '' });
    return (await answer.bytes()).length;
  };
  return { ...gateway, state, unreadAnswers, unread, honest };
}

const proto = { 'content-type': 'application/proto' };
const request = (to: string, type: string, body: string, method = 'POST') =>
  `${method} ${to} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
const large = request(path, 'application/proto', '');

t.test('a pipelined request waits until the previous answer has been read', async (t) => {
  const { state, unreadAnswers, unread, honest } = await served(t);
  const socket = await unread(large.repeat(2_000));
  await until('an answer to wait', () => unreadAnswers.bytes > 0);
  const began = state.started;
  for (let call = 0; call < 3; call++) t.ok((await honest()) >= payloadBytes);
  // The system's own buffers may take an answer.
  t.ok(began <= 4, `${began} calls started`);
  t.ok(state.started <= began + 3 + 1);
  t.ok(unreadAnswers.bytes <= payloadBytes + 1_000, `${unreadAnswers.bytes} bytes wait`);
  socket.resume();
  await until('more to start as the answers are read', () => state.started > began + 8);
});

t.test(
  'pipelined requests are answered in order, with bodies of any length, and the connection stays',
  async (t) => {
    const { unread } = await served(t);
    const words = Array.from({ length: 1_500 }, (_, index) => `${index}-${'x'.repeat(index % 90)}`);
    const requests = words.map((text) => request(path, 'application/json', JSON.stringify({ text })));
    const socket = await unread(requests.join(''));
    const texts: string[] = [];
    let rest = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      rest += chunk;
      const found = [...rest.matchAll(/\{"text":"([^"]+)"\}/g)];
      texts.push(...found.map(([, text]) => text!));
      const last = found.at(-1);
      if (last !== undefined) rest = rest.slice(last.index + last[0].length);
    });
    socket.resume();
    await until('all answers', () => texts.length === words.length, 60_000);
    t.same(texts, words);
    socket.write(request(path, 'application/json', '{"text":"later"}'));
    await until('the next answer', () => texts.at(-1) === 'later');
  },
);

/** The system's own buffers may take the first answer of a connection. */
const answersPerConnection = 4;

const stream = Buffer.concat([
  Buffer.from(
    `POST /${ProbeService.typeName}/ServerStream HTTP/1.1\r\nhost: localhost\r\n` +
      'content-type: application/connect+proto\r\ncontent-length: 5\r\n\r\n',
  ),
  Buffer.alloc(5),
]);

for (const { what, requests } of [
  { what: 'answers', requests: large.repeat(answersPerConnection) },
  { what: 'streams', requests: stream },
  { what: 'files', requests: request('/large.png', 'text/plain', '', 'GET').repeat(answersPerConnection) },
]) {
  t.test(`connections that leave ${what} unread are ended, others are served`, async (t) => {
    const { state, unreadAnswers, unread, honest } = await served(t);
    const connections: Socket[] = [];
    while (state.ended.length < 2) {
      connections.push(await unread(requests));
      if ((await honest()) < payloadBytes) throw new Error('an honest answer is cut');
      if (unreadAnswers.bytes > maxBytes) t.fail(`${unreadAnswers.bytes} bytes wait`);
    }
    t.ok(connections.length > 2, `${connections.length} connections; one alone is no reason`);
    t.same(new Set(state.refused), new Set(['READER_TOO_SLOW']));
    t.equal(state.refused.length, state.ended.length);
    for (const each of connections) each.resume();
  });
}

t.test('WebSockets that leave messages unread are ended, others are served', async (t) => {
  const { state, token, url, unreadAnswers, honest } = await served(t);
  const home = { type: 'subscribe', stream: 'home', request: {} };
  for (let user = 0; state.ended.length === 0; user++) {
    const protocols = ['skein.v1', `bearer.${await token(`user-${user}`)}`];
    const ws = new WebSocket(`${url.replace('http', 'ws')}/ws`, protocols);
    t.teardown(() => ws.terminate());
    ws.on('error', () => {});
    await once(ws, 'open');
    ws.pause();
    for (const id of ['a', 'b', 'c']) ws.send(JSON.stringify({ ...home, id }));
    if ((await honest()) < payloadBytes) throw new Error('an honest answer is cut');
    if (unreadAnswers.bytes > maxBytes) t.fail(`${unreadAnswers.bytes} bytes wait`);
  }
  t.same(state.refused, ['READER_TOO_SLOW']);
});
