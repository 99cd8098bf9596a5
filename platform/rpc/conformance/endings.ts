import { Code } from '@connectrpc/connect';
import { settle, until } from '../../testing/until.ts';
import { drain, each, errorOf } from './outcomes.ts';
import { aheadText, deafText, earlyText, type Witness } from './probe.ts';
import type { Case } from './suite.ts';

const hang = { hang: true };
const messageBytes = 64 * 1024;
/**
 * How many messages of 64 KiB may be in transit to a reader that stopped: the stream window, and over HTTP/1.1 the
 * kernel buffers of both ends.
 */
const maxUnderWay = 150;

/** Cases about deadlines, cancellation, back-pressure and streams that end early. */
export const endingCases: Case[] = [
  {
    name: 'deadline is passed on',
    promise: 'the server sees what is left of the deadline, and nothing where there is none',
    async run({ t, client }) {
      const left = Number((await client.unary({}, { timeoutMs: 60_000 })).timeoutMs);
      t.ok(left > 50_000 && left <= 60_000, `${left} ms left`);
      t.equal((await client.unary({})).timeoutMs, undefined);
    },
  },
  {
    name: 'deadline and clock',
    promise: 'a wall clock that steps takes nothing from the deadline of a call that runs',
    async run({ t, client }) {
      const left = Number((await client.unary({ text: aheadText }, { timeoutMs: 60_000 })).timeoutMs);
      t.ok(left > 50_000 && left <= 60_000, `${left} ms left`);
    },
  },
  {
    name: 'deadline',
    promise: 'past the deadline the caller gets DEADLINE_EXCEEDED and the signal of the server aborts',
    async run({ t, client, witness }) {
      // All three calls must reach their handlers first, even on a busy machine, so the connection is opened before.
      await client.unary({});
      const timeoutMs = 300;
      for (const call of [
        errorOf(client.unary({ behavior: hang }, { timeoutMs })),
        errorOf(client.clientStream(each({ behavior: hang }), { timeoutMs })),
        drain(client.serverStream({ behavior: hang, count: 1 }, { timeoutMs })).then(({ error }) => error!),
      ]) {
        t.equal((await call).code, Code.DeadlineExceeded);
      }
      await until('all signals to abort', () => witness.aborted.length === 3);
      t.ok(witness.aborted.every(({ code }) => code === Code.DeadlineExceeded || code === Code.Canceled));
    },
  },
  {
    name: 'deaf handler',
    promise: 'a handler that does not listen keeps no caller past the deadline',
    async run({ t, client, witness }) {
      const error = await errorOf(client.unary({ text: deafText }, { timeoutMs: 50 }));
      t.equal(error.code, Code.DeadlineExceeded);
      witness.release();
    },
  },
  {
    name: 'caller gives up',
    promise: 'a caller that gives up gets CANCELLED, the signal of the server aborts and `finally` runs',
    async run({ t, client, witness }) {
      const giveUp = new AbortController();
      const { signal } = giveUp;
      const calls = [
        errorOf(client.unary({ behavior: hang }, { signal })),
        errorOf(client.clientStream(each({ behavior: hang }), { signal })),
        drain(client.serverStream({ behavior: hang, count: 1 }, { signal })).then(({ error }) => error!),
      ];
      await until('all handlers to start', () => witness.started === 3);
      giveUp.abort();
      for (const call of calls) t.equal((await call).code, Code.Canceled);
      await until('all signals to abort', () => witness.aborted.length === 3);
      t.same(
        witness.aborted.map(({ code }) => code),
        [Code.Canceled, Code.Canceled, Code.Canceled],
      );
      await until('finally to run', () => witness.finished === 1);
      const early = await errorOf(client.unary({}, { signal }));
      t.equal(early.code, Code.Canceled);
      t.equal(witness.started, 3);
    },
  },
  {
    name: 'reader leaves',
    promise: 'a reader that leaves in the middle ends the generator, which is not pulled any more',
    async run({ t, client, witness }) {
      const giveUp = new AbortController();
      const behavior = { payloadBytes: messageBytes };
      const stream = client.serverStream({ behavior, count: 100_000 }, { signal: giveUp.signal });
      const reader = stream[Symbol.asyncIterator]();
      for (let index = 0; index < 3; index++) t.equal((await reader.next()).value?.sequence, index);
      giveUp.abort();
      await until('finally to run', () => witness.finished === 1);
      const { pulled } = witness;
      await settle(20);
      t.equal(witness.pulled, pulled);
      t.equal((await errorOf(reader.next())).code, Code.Canceled);
    },
  },
  {
    name: 'server gives up',
    promise: 'a server that ends a stream as CANCELLED or UNAVAILABLE says so to the caller',
    async run({ t, client }) {
      for (const code of [Code.Canceled, Code.Unavailable]) {
        const behavior = { code, errorMessage: 'draining', failAfter: 2 };
        const { messages, error } = await drain(client.serverStream({ behavior, count: 5 }));
        t.equal(messages.length, 2);
        t.equal(error?.code, code);
      }
    },
  },
  {
    name: 'slow reader',
    promise: 'a reader that stops stops the generator: nothing piles up',
    async run({ t, client, witness }) {
      const giveUp = new AbortController();
      const behavior = { payloadBytes: messageBytes };
      const stream = client.serverStream({ behavior, count: 100_000 }, { signal: giveUp.signal });
      const reader = stream[Symbol.asyncIterator]();
      await reader.next();
      await standstill(witness, 'pulled');
      t.ok(witness.pulled < maxUnderWay, `${witness.pulled} pulled`);
      const before = witness.pulled;
      for (let index = 1; index < before + 20; index++) await reader.next();
      t.ok(witness.pulled >= before + 20, 'goes on with the reader');
      giveUp.abort();
      await until('finally to run', () => witness.finished === 1);
    },
  },
  {
    name: 'slow server',
    promise: 'a handler that stops reading stops its caller, whose generator ends with the call',
    async run({ t, client, witness }) {
      const giveUp = new AbortController();
      const sent = { pulled: 0, finished: false };
      async function* requests() {
        try {
          yield { behavior: hang };
          for (; sent.pulled < 100_000; sent.pulled++) yield { payload: new Uint8Array(messageBytes) };
        } finally {
          sent.finished = true;
        }
      }
      const call = errorOf(client.clientStream(requests(), { signal: giveUp.signal }));
      await until('the handler to start', () => witness.started === 1);
      await standstill(sent, 'pulled');
      t.ok(sent.pulled < maxUnderWay, `${sent.pulled} pulled`);
      giveUp.abort();
      t.equal((await call).code, Code.Canceled);
      await until("the caller's generator to end", () => sent.finished);
    },
  },
  {
    name: 'early answer',
    promise: 'a handler may answer a stream before it has read it',
    async run({ t, client, witness }) {
      async function* requests() {
        yield { behavior: { errorMessage: earlyText } };
        yield {};
      }
      t.equal((await client.clientStream(requests())).receivedCount, 1);
      t.equal(witness.received, 1);
    },
  },
  {
    name: 'bidi early end',
    promise: 'a server may end a bidi stream while its caller still sends',
    async run({ t, client, witness }) {
      const ended = Promise.withResolvers<void>();
      async function* requests() {
        yield { text: 'one' };
        yield { text: earlyText };
        await ended.promise;
      }
      const { messages, error } = await drain(client.bidiStream(requests()));
      t.equal(error, undefined);
      t.equal(messages.length, 2);
      t.equal(witness.finished, 1);
      ended.resolve();
    },
  },
];

/** Waits until a count stays the same for many turns of the event loop. */
async function standstill<K extends string>(counts: Record<K, number> | Witness, name: K): Promise<void> {
  const read = () => (counts as Record<K, number>)[name];
  for (let quiet = 0, last = read(); quiet < 20; ) {
    await settle(25);
    quiet = read() === last ? quiet + 1 : 0;
    last = read();
  }
}
