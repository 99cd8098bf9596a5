import { create } from '@bufbuild/protobuf';
import { Code, decodeBinaryHeader, encodeBinaryHeader } from '@connectrpc/connect';
import { ErrorInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import {
  ProbeService,
  ServerStreamResponseSchema,
  UnaryResponseSchema,
} from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { reasonOf } from '../../errors.ts';
import { until } from '../../testing/until.ts';
import { maxMessageBytes } from '../limits.ts';
import { maxRequestBytes } from '../requests/max-request-bytes.ts';
import { codes, drain, each, errorOf } from './outcomes.ts';
import { echoBinary, echoHeader, faultText } from './probe.ts';
import type { Case } from './suite.ts';

/** Cases about responses, errors, metadata and sizes. */
export const answerCases: Case[] = [
  {
    name: 'answers',
    promise: 'all four kinds of RPC answer, an empty stream included',
    async run({ t, client }) {
      t.equal((await client.unary({ text: 'grüße' })).text, 'grüße');
      const { messages } = await drain(client.serverStream({ count: 20 }));
      t.same(
        messages.map(({ sequence }) => sequence),
        Array.from({ length: 20 }, (_, index) => index),
      );
      t.same(await drain(client.serverStream({ count: 0 })), { messages: [] });
      const sum = await client.clientStream(
        each({ payload: new Uint8Array(3) }, { payload: new Uint8Array(4) }),
      );
      t.same([sum.receivedCount, sum.receivedBytes], [2, 7n]);
      t.equal((await client.clientStream(each())).receivedCount, 0);
    },
  },
  {
    name: 'bidi in step',
    promise: 'a bidi stream answers each message before the next is sent',
    async run({ t, client }) {
      let answered = 0;
      async function* requests() {
        for (let index = 0; index < 5; index++) {
          await until('the answer before', () => answered === index);
          yield { text: String(index) };
        }
      }
      for await (const { text } of client.bidiStream(requests())) t.equal(text, String(answered++));
      t.equal(answered, 5);
    },
  },
  {
    name: 'codes',
    promise: 'every canonical code arrives with its message and details',
    async run({ t, client }) {
      for (const code of codes) {
        const behavior = { code, errorMessage: `grüße % ${code}` };
        const stream = await drain(client.serverStream({ behavior, count: 1 }));
        for (const error of [
          await errorOf(client.unary({ behavior })),
          await errorOf(client.clientStream(each({ behavior }))),
          stream.error!,
        ]) {
          t.equal(error.code, code);
          t.equal(error.rawMessage, behavior.errorMessage);
          const [info] = error.findDetails(ErrorInfoSchema);
          t.match(info, { reason: 'PROBE', domain: 'probe', metadata: { code: String(code) } });
        }
      }
    },
  },
  {
    name: 'long error',
    promise: 'an error whose text would be long arrives cut, with its code and reason',
    async run({ t, client }) {
      const behavior = { code: Code.NotFound, errorMessage: 'grüße % '.repeat(5_000) };
      const stream = await drain(client.serverStream({ behavior, count: 1 }));
      for (const error of [await errorOf(client.unary({ behavior })), stream.error!]) {
        t.equal(error.code, Code.NotFound);
        t.ok(error.rawMessage.startsWith('grüße % grüße') && error.rawMessage.endsWith('…'));
        t.ok(Buffer.byteLength(error.rawMessage) <= 512);
        t.equal(error.findDetails(ErrorInfoSchema)[0]?.reason, 'PROBE');
      }
    },
  },
  {
    name: 'late failure',
    promise: 'a stream that fails late gives what came before, in order, and then the error',
    async run({ t, client }) {
      const behavior = { code: Code.Aborted, errorMessage: 'late', failAfter: 10 };
      const { messages, error } = await drain(client.serverStream({ behavior, count: 20 }));
      t.same(
        messages.map(({ sequence }) => sequence),
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      );
      t.equal(error?.code, Code.Aborted);
    },
  },
  {
    name: 'faults',
    promise: "a handler's unforeseen error is INTERNAL and hides its cause",
    async run({ t, client }) {
      const error = await errorOf(client.unary({ text: faultText }));
      t.equal(error.code, Code.Internal);
      t.equal(reasonOf(error), 'INTERNAL');
      t.equal(error.rawMessage, 'internal error');
      t.equal(error.cause, undefined);
      t.notMatch(JSON.stringify([...error.metadata]), /password/);
    },
  },
  {
    name: 'metadata',
    promise: 'headers and trailers go both ways, bytes included, also with errors',
    async run({ t, client }) {
      const bytes = Uint8Array.from([0, 255, 10, 44]);
      const headers = { [echoHeader]: 'a, b', [echoBinary]: encodeBinaryHeader(bytes) };
      const decoded = (headers: Headers | undefined, name: string) =>
        decodeBinaryHeader(headers?.get(name) ?? '');
      const seen: { header?: Headers; trailer?: Headers } = {};
      const onHeader = (header: Headers) => {
        seen.header = header;
      };
      const onTrailer = (trailer: Headers) => {
        seen.trailer = trailer;
      };
      const check = () => {
        t.equal(seen.header?.get(echoHeader), 'a, b');
        t.same(decoded(seen.header, echoBinary), bytes);
        t.equal(seen.trailer?.get(`trailing-${echoHeader}`), 'a, b');
        t.same(decoded(seen.trailer, `trailing-${echoBinary}`), bytes);
      };
      await client.unary({ behavior: {} }, { headers, onHeader, onTrailer });
      check();
      seen.header = seen.trailer = undefined;
      await drain(client.serverStream({ count: 2 }, { headers, onHeader, onTrailer }));
      check();
      const error = await errorOf(client.unary({ behavior: { code: Code.NotFound } }, { headers }));
      t.equal(error.metadata.get(echoHeader), 'a, b');
      t.same(decoded(error.metadata, `trailing-${echoBinary}`), bytes);
    },
  },
  {
    name: 'encoded',
    promise: 'answers that are encoded already arrive like others',
    async run({ t, client }) {
      const behavior = { encoded: true, payloadBytes: 5 };
      const answer = await client.unary({ behavior, text: 'ready' });
      t.same(answer, create(UnaryResponseSchema, { text: 'ready', payload: new Uint8Array(5) }));
      const { messages } = await drain(client.serverStream({ behavior, count: 2 }));
      t.same(messages[1], create(ServerStreamResponseSchema, { sequence: 1, payload: new Uint8Array(5) }));
    },
  },
  {
    name: 'request size',
    promise: 'a request as large as its RPC takes passes, and one byte more is refused before it is decoded',
    async run({ t, client, witness }) {
      const { unary, clientStream } = ProbeService.method;
      // Two bytes of tag, and a length of three.
      const fitting = maxRequestBytes(unary) - 4;
      await client.unary({ payload: new Uint8Array(fitting) });
      t.equal(witness.started, 1);
      const error = await errorOf(client.unary({ payload: new Uint8Array(fitting + 1) }));
      t.match([error.code, reasonOf(error)], [Code.ResourceExhausted, 'MESSAGE_TOO_LARGE']);
      t.equal(witness.started, 1);
      const streamed = maxRequestBytes(clientStream) - 4;
      const sum = await client.clientStream(each({ payload: new Uint8Array(streamed) }));
      t.equal(sum.receivedBytes, BigInt(streamed));
      const onRefused = await errorOf(client.clientStream(each({ payload: new Uint8Array(streamed + 1) })));
      t.match([onRefused.code, reasonOf(onRefused)], [Code.ResourceExhausted, 'MESSAGE_TOO_LARGE']);
    },
  },
  {
    name: 'answer size',
    promise: 'an answer of 4 MiB passes and one byte more is refused',
    async run({ t, client }) {
      const fitting = maxMessageBytes - 5;
      const { payload } = await client.unary({ behavior: { payloadBytes: fitting } });
      t.equal(payload.byteLength, fitting);
      const error = await errorOf(client.unary({ behavior: { payloadBytes: fitting + 1 } }));
      t.equal(error.code, Code.ResourceExhausted);
      const streamed = await drain(
        client.serverStream({ behavior: { payloadBytes: maxMessageBytes }, count: 3 }),
      );
      t.equal(streamed.error?.code, Code.ResourceExhausted);
      t.equal(streamed.messages.length, 0);
    },
  },
  {
    name: 'broken bytes',
    promise:
      'broken UTF-8 and broken wire bytes are INVALID_ARGUMENT, MESSAGE_MALFORMED; oversize is refused',
    async run({ t, link, witness }) {
      const path = `/${ProbeService.typeName}/Unary`;
      for (const bytes of [
        [0x12, 0x02, 0xc3, 0x28],
        [0x12, 0x7f],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      ]) {
        const error = await link.raw!(path, Uint8Array.from(bytes));
        t.equal(error.code, Code.InvalidArgument);
        t.equal(reasonOf(error), 'MESSAGE_MALFORMED');
      }
      const error = await link.raw!(path, new Uint8Array(maxRequestBytes(ProbeService.method.unary) + 1));
      t.equal(error.code, Code.ResourceExhausted);
      t.equal(reasonOf(error), 'MESSAGE_TOO_LARGE');
      t.equal(witness.started, 0);
    },
  },
  {
    name: 'unknown method',
    promise: 'a method that the server does not have is UNIMPLEMENTED',
    async run({ t, link }) {
      const method = { ...ProbeService.method.unary, name: 'Missing' };
      const call = link.transport.unary(method, undefined, undefined, undefined, {});
      t.equal((await errorOf(call)).code, Code.Unimplemented);
    },
  },
  {
    name: 'many at once',
    promise: 'hundreds of calls at once each get their own answer',
    async run({ t, client }) {
      const texts = Array.from({ length: 500 }, (_, index) => `call ${index}`);
      const answers = await Promise.all(texts.map((text) => client.unary({ text })));
      t.same(
        answers.map(({ text }) => text),
        texts,
      );
      const streams = await Promise.all(
        Array.from({ length: 100 }, (_, index) => drain(client.serverStream({ count: index }))),
      );
      t.same(
        streams.map(({ messages }) => messages.length),
        streams.map((_, index) => index),
      );
    },
  },
];
