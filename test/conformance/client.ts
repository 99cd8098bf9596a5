import { setTimeout as pause } from 'node:timers/promises';
import { create, type Message } from '@bufbuild/protobuf';
import { type Any, anyPack } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { compressionGzip, createGrpcTransport } from '@connectrpc/connect-node';
import { withoutErrorDetails } from '../../platform/errors.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { framed, writeFramed } from './framing.ts';
import { conformanceService, type Header, schema, unpacked } from './schema.ts';

interface Wanted extends Message {
  readonly testName: string;
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly streamType: number;
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

type Method = (request: unknown, options: object) => Promise<Message> | AsyncIterable<Message>;

type Setup = (address: string, compress: boolean) => Transport & { close?(): void };

/** The product's transport, and Connect's own gRPC transport. */
const setups: Readonly<Record<string, Setup>> = {
  'grpc-client': (address, compress) => grpcTransport({ address, compress }),
  'bare-connect-client': (address, compress) =>
    createGrpcTransport({
      baseUrl: `http://${address}`,
      acceptCompression: [compressionGzip],
      ...(compress ? { sendCompression: compressionGzip, compressMinBytes: 0 } : {}),
    }),
};

/** From the suite's enum Compression. */
const gzip = 2;
/** From its enum StreamType. */
const fullDuplex = 5;

const answerSchema = schema('ClientCompatResponse');

/** Makes one call as the runner describes it, and reports the result. */
async function call(setup: Setup, wanted: Wanted): Promise<Record<string, unknown>> {
  const transport = setup(`${wanted.host}:${wanted.port}`, wanted.compression === gzip);
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
  let wake = () => {};
  /** In full duplex each request waits for the previous response. */
  const answered = async () => {
    while (wanted.streamType === fullDuplex && result.payloads.length < sent)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  const closed = () => {
    if (timing === 'afterCloseSendMs') setTimeout(() => controller.abort(), cancelAfter);
  };
  const requests = async function* () {
    for (const any of wanted.requestMessages) {
      await pause(wanted.requestDelayMs);
      sent += 1;
      yield unpacked(any);
      await answered();
    }
    if (timing === 'beforeCloseSend') controller.abort();
    // Half-closed just after this generator returns.
    closed();
  };
  const take = (message: Message) => {
    result.payloads.push((message as unknown as { payload: Message }).payload);
    if (timing === 'afterNumResponses' && result.payloads.length === cancelAfter) controller.abort();
    wake();
  };
  const client = createClient(conformanceService, transport) as unknown as Record<string, Method>;
  const invoke = client[method.localName]!;
  const options = {
    signal: controller.signal,
    timeoutMs: wanted.timeoutMs,
    headers: header,
    onHeader: (headers: Headers) => {
      result.responseHeaders = listed(headers);
    },
    onTrailer: (trailers: Headers) => {
      result.responseTrailers = listed(trailers);
    },
  };
  try {
    let request: unknown = requests();
    if (method.methodKind === 'unary' || method.methodKind === 'server_streaming') {
      await pause(wanted.requestDelayMs);
      request = unpacked(wanted.requestMessages[0]!);
      closed();
    }
    const answer = invoke(request, options);
    if (answer instanceof Promise) take(await answer);
    else for await (const message of answer) take(message);
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
      ? anyPack(detail.desc, create(detail.desc, detail.value))
      : { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value },
  );
  return create(schema('Error'), { code: error.code, message: error.rawMessage, details } as never);
}

const [, , name = ''] = process.argv;
const setup = setups[name];
if (setup === undefined) throw new Error(`Say one of ${Object.keys(setups).join(', ')}.`);
withoutErrorDetails();
/** Concurrent calls: more than a small machine can start at once would look like late ones. */
const maxRunning = 16;
const running = new Set<Promise<void>>();

async function run(wanted: Wanted): Promise<void> {
  const { testName } = wanted;
  const result = await call(setup!, wanted).then(
    (response) => ({ case: 'response', value: create(schema('ClientResponseResult'), response) }),
    (reason: unknown) => ({
      case: 'error',
      value: create(schema('ClientErrorResult'), { message: String(reason) } as never),
    }),
  );
  writeFramed(answerSchema, create(answerSchema, { testName, result } as never));
}

for await (const message of framed(schema('ClientCompatRequest'))) {
  const work = run(message as Wanted).finally(() => running.delete(work));
  running.add(work);
  if (running.size >= maxRunning) await Promise.race(running);
}
await Promise.all(running);
