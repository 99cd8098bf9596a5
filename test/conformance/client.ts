import { setTimeout as pause } from 'node:timers/promises';
import { create, type Message } from '@bufbuild/protobuf';
import type { Any } from '@bufbuild/protobuf/wkt';
import {
  Code,
  ConnectError,
  type StreamResponse,
  type Transport,
  type UnaryResponse,
} from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { framed, writeFramed } from './framing.ts';
import { conformanceService, type Header, packed, schema, unpacked } from './schema.ts';

interface Wanted extends Message {
  readonly testName: string;
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly requestHeaders: readonly Header[];
  readonly requestMessages: readonly Any[];
  readonly timeoutMs?: number;
  readonly requestDelayMs: number;
  readonly cancel?: {
    readonly cancelTiming: {
      readonly case?: 'beforeCloseSend' | 'afterCloseSendMs' | 'afterNumResponses';
      readonly value?: number;
    };
  };
  readonly compression: number;
}

type Setup = (address: string) => Transport & { close?(): void };

/** The product's transport; beside it Connect's own gRPC transport. */
const setups: Readonly<Record<string, Setup>> = {
  grpc: (address) => grpcTransport({ address }),
  'bare-connect': (address) => createGrpcTransport({ baseUrl: `http://${address}` }),
};

const answerSchema = schema('ClientCompatResponse');

/** Makes one call as the runner describes it, and says what came of it. */
async function call(setup: Setup, wanted: Wanted): Promise<Record<string, unknown>> {
  const transport = setup(`${wanted.host}:${wanted.port}`);
  const method = conformanceService.methods.find(({ name }) => name === wanted.method)!;
  const controller = new AbortController();
  const { case: timing, value: cancelAfter = 0 } = wanted.cancel?.cancelTiming ?? {};
  const header = new Headers();
  for (const { name, value } of wanted.requestHeaders) for (const each of value) header.append(name, each);
  const result = {
    payloads: [] as Message[],
    responseHeaders: [] as Header[],
    responseTrailers: [] as Header[],
    error: undefined as Message | undefined,
    numUnsentRequests: 0,
  };
  let sent = 0;
  const requests = async function* () {
    for (const any of wanted.requestMessages) {
      await pause(wanted.requestDelayMs);
      sent += 1;
      yield unpacked(any);
    }
    if (timing === 'beforeCloseSend') controller.abort();
    // Half-closed a moment after this generator returns.
    if (timing === 'afterCloseSendMs') setTimeout(() => controller.abort(), cancelAfter);
  };
  const take = (message: Message) =>
    result.payloads.push((message as unknown as { payload: Message }).payload);
  try {
    if (method.methodKind === 'unary') {
      await pause(wanted.requestDelayMs);
      if (timing === 'afterCloseSendMs') setTimeout(() => controller.abort(), cancelAfter);
      const answer = (await transport.unary(
        method as never,
        controller.signal,
        wanted.timeoutMs,
        header,
        unpacked(wanted.requestMessages[0]!) as never,
        undefined,
      )) as UnaryResponse;
      result.responseHeaders = listed(answer.header);
      result.responseTrailers = listed(answer.trailer);
      take(answer.message as unknown as Message);
    } else {
      const answer = (await transport.stream(
        method as never,
        controller.signal,
        wanted.timeoutMs,
        header,
        requests() as never,
        undefined,
      )) as StreamResponse;
      result.responseHeaders = listed(answer.header);
      for await (const message of answer.message) {
        take(message as unknown as Message);
        if (timing === 'afterNumResponses' && result.payloads.length === cancelAfter) controller.abort();
      }
      result.responseTrailers = listed(answer.trailer);
    }
  } catch (reason) {
    const error = ConnectError.from(reason, controller.signal.aborted ? Code.Canceled : Code.Unknown);
    if (result.responseHeaders.length === 0) result.responseHeaders = listed(error.metadata);
    if (result.responseTrailers.length === 0) result.responseTrailers = listed(error.metadata);
    result.error = errorOf(error);
  } finally {
    transport.close?.();
  }
  result.numUnsentRequests = Math.max(0, wanted.requestMessages.length - Math.max(sent, 1));
  return result;
}

function listed(headers: Headers): Header[] {
  return [...headers].map(([name, value]) => ({ name, value: value.split(', ') }));
}

function errorOf(error: ConnectError): Message {
  const details = error.details.map((detail) =>
    'desc' in detail
      ? packed(create(detail.desc, detail.value))
      : { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value },
  );
  return create(schema('Error'), { code: error.code, message: error.rawMessage, details } as never);
}

const [, , name = ''] = process.argv;
const setup = setups[name];
if (setup === undefined) throw new Error(`Say one of ${Object.keys(setups).join(', ')}.`);
const running = new Set<Promise<void>>();
for await (const message of framed(schema('ClientCompatRequest'))) {
  const wanted = message as Wanted;
  const work = call(setup, wanted).then(
    (response) => {
      writeFramed(
        answerSchema,
        create(answerSchema, {
          testName: wanted.testName,
          result: { case: 'response', value: create(schema('ClientResponseResult'), response) },
        } as never),
      );
    },
    (reason: unknown) => {
      writeFramed(
        answerSchema,
        create(answerSchema, {
          testName: wanted.testName,
          result: {
            case: 'error',
            value: create(schema('ClientErrorResult'), { message: String(reason) } as never),
          },
        } as never),
      );
    },
  );
  running.add(work);
  void work.finally(() => running.delete(work));
}
await Promise.all(running);
