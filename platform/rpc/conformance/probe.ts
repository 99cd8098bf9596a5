import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { type Code, ConnectError, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import { ErrorInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import {
  type Behavior,
  type ProbeService,
  ServerStreamResponseSchema,
  UnaryResponseSchema,
} from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { encoded } from '../encoded.ts';

/** Records what the handlers of one link did. */
export interface Witness {
  /** Handlers that started. */
  started: number;
  /** The abort errors of signals. */
  aborted: ConnectError[];
  /** Messages that were requested from streams. */
  pulled: number;
  /** Generators whose `finally` ran. */
  finished: number;
  /** Messages received on streams. */
  received: number;
  /** Releases handlers that ignore their signal. */
  release(): void;
}

export interface Probe {
  impl: ServiceImpl<typeof ProbeService>;
  witness: Witness;
}

/** Request texts that make a handler throw an unexpected error, or ignore its signal. */
export const faultText = 'fault';
export const deafText = 'deaf';
/** The request text that makes a handler read its deadline while the wall clock is an hour ahead. */
export const aheadText = 'ahead';
/** The request text that makes a client-streaming handler answer before it has read everything. */
export const earlyText = 'early';

export const echoHeader = 'x-echo';
export const echoBinary = 'x-echo-bin';

/** Handlers that do what the request says, and record it. */
export function probe(): Probe {
  const released = Promise.withResolvers<void>();
  const witness: Witness = {
    started: 0,
    aborted: [],
    pulled: 0,
    finished: 0,
    received: 0,
    release: () => released.resolve(),
  };
  const begin = async (behavior: Behavior | undefined, context: HandlerContext) => {
    witness.started++;
    echo(context);
    if (!behavior) return;
    if (behavior.hang) await aborted(context.signal, witness);
    if (behavior.code !== 0 && behavior.failAfter === 0) throw failure(behavior);
  };
  const impl: ServiceImpl<typeof ProbeService> = {
    async unary({ behavior, text }, context) {
      const leftMs = text === aheadText ? anHourAhead(() => context.timeoutMs()) : context.timeoutMs();
      await begin(behavior, context);
      if (text === faultText) throw new Error('the password is in this message');
      if (text === deafText) await released.promise;
      const answer: MessageInitShape<typeof UnaryResponseSchema> = {
        text,
        payload: payload(behavior),
        timeoutMs: leftMs === undefined ? undefined : BigInt(Math.round(leftMs)),
      };
      if (!behavior?.encoded) return answer;
      return encoded(UnaryResponseSchema, toBinary(UnaryResponseSchema, create(UnaryResponseSchema, answer)));
    },
    async *serverStream({ behavior, count }, context) {
      try {
        for (let sequence = 0; sequence < count; sequence++) {
          if (sequence === 0) await begin(behavior, context);
          if (behavior?.code && sequence === behavior.failAfter) throw failure(behavior);
          witness.pulled++;
          const answer = create(ServerStreamResponseSchema, { sequence, payload: payload(behavior) });
          yield behavior?.encoded
            ? encoded(ServerStreamResponseSchema, toBinary(ServerStreamResponseSchema, answer))
            : answer;
        }
        if (behavior?.code) throw failure(behavior);
      } finally {
        witness.finished++;
      }
    },
    async clientStream(requests, context) {
      let receivedCount = 0;
      let receivedBytes = 0n;
      for await (const { behavior, payload: bytes } of requests) {
        receivedCount++;
        witness.received++;
        receivedBytes += BigInt(bytes.byteLength);
        await begin(behavior, context);
        if (behavior?.errorMessage === earlyText) break;
      }
      return { receivedCount, receivedBytes };
    },
    async *bidiStream(requests, context) {
      try {
        for await (const { behavior, text } of requests) {
          witness.received++;
          await begin(behavior, context);
          yield { text };
          if (text === earlyText) return;
        }
      } finally {
        witness.finished++;
      }
    },
    userOnly: () => ({}),
    operatorOnly: () => ({}),
    async *operatorStream() {},
    serviceOnly: () => ({}),
  };
  return { impl, witness };
}

function failure({ code, errorMessage }: Behavior): ConnectError {
  const value = { reason: 'PROBE', domain: 'probe', metadata: { code: String(code) } };
  return new ConnectError(errorMessage, code as Code, undefined, [{ desc: ErrorInfoSchema, value }]);
}

function payload(behavior: Behavior | undefined): Uint8Array {
  return new Uint8Array(behavior?.payloadBytes ?? 0);
}

function echo({ requestHeader, responseHeader, responseTrailer }: HandlerContext): void {
  for (const name of [echoHeader, echoBinary]) {
    const value = requestHeader.get(name);
    if (value === null) continue;
    responseHeader.set(name, value);
    responseTrailer.set(`trailing-${name}`, value);
  }
}

async function aborted(signal: AbortSignal, witness: Witness): Promise<never> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else signal.addEventListener('abort', () => resolve());
  await promise;
  witness.aborted.push(signal.reason as ConnectError);
  throw signal.reason;
}

function anHourAhead<T>(look: () => T): T {
  const { now } = Date;
  Date.now = () => now() + 3_600_000;
  try {
    return look();
  } finally {
    Date.now = now;
  }
}
