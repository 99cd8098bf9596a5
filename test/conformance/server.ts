import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { create, type Message } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { systemClock } from '../../platform/clock.ts';
import { withoutErrorDetails } from '../../platform/errors.ts';
import { connectHandler } from '../../platform/rpc/connect-server.ts';
import { forwarded } from '../../platform/rpc/forwarded.ts';
import { grpcServer } from '../../platform/rpc/grpc-server.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { type Hosted, hosted } from '../../platform/rpc/host.ts';
import { bareImplementation } from './bare-grpc.ts';
import { framed, writeFramed } from './framing.ts';
import { conformanceService, maxRequestBytes, registry, schema } from './schema.ts';
import { conformance } from './service.ts';

interface Wanted extends Message {
  readonly httpVersion: number;
}

const host = '127.0.0.1';
const own = hosted(
  conformanceService,
  conformance as unknown as Partial<ServiceImpl<typeof conformanceService>>,
);

/** The suite's server set-ups: the product's hosts, and the bare libraries. */
const setups: Readonly<Record<string, (wanted: Wanted) => Promise<number>>> = {
  'grpc-server': () => listenGrpc([own]),
  'connect-server': (wanted) => listenHttp(connectHandler([own], { registry }) as RequestListener, wanted),
  'forwarded-server': async (wanted) =>
    listenHttp(connectHandler([await forwardedToGrpc()], { registry }) as RequestListener, wanted),
  'bare-grpc-server': async () => {
    const server = new Server({ 'grpc.max_receive_message_length': maxRequestBytes });
    server.addService(...bareImplementation());
    const bind = (port: number) =>
      new Promise<number>((resolve, reject) =>
        server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
          error ? reject(error) : resolve(bound),
        ),
      );
    return bind(0);
  },
  'bare-connect-server': (wanted) =>
    listenHttp(
      connectNodeAdapter({
        jsonOptions: { registry },
        readMaxBytes: maxRequestBytes,
        routes: (router) =>
          void router.service(
            conformanceService,
            conformance as unknown as Partial<ServiceImpl<typeof conformanceService>>,
          ),
      }) as RequestListener,
      wanted,
    ),
};

async function listenGrpc(services: readonly Hosted[]): Promise<number> {
  return (await grpcServer(services).listen({ bind: host, port: 0 })).port;
}

/** As the gateway forwards calls: over a gRPC channel to another process. */
async function forwardedToGrpc(): Promise<Hosted> {
  const transport = grpcTransport({ address: `${host}:${await listenGrpc([own])}` });
  return forwarded(conformanceService, transport, {
    headers: ({ requestHeader }) => [...requestHeader].filter(([name]) => /^x-/.test(name)),
    timers: systemClock,
    takeMs: 10_000,
  });
}

/** HTTP/1.1, or HTTP/2 without TLS where the runner asks for it. */
async function listenHttp(listener: RequestListener, { httpVersion }: Wanted): Promise<number> {
  const server = httpVersion === 2 ? createHttp2Server(listener as never) : createServer(listener);
  server.listen(0, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const [, , setup = ''] = process.argv;
const start = setups[setup];
if (start === undefined) throw new Error(`Say one of ${Object.keys(setups).join(', ')}.`);
withoutErrorDetails();
const answer = schema('ServerCompatResponse');
for await (const wanted of framed(schema('ServerCompatRequest'))) {
  const port = await start(wanted as Wanted);
  writeFramed(answer, create(answer, { host, port }));
}
// Keeps the process alive; the runner ends it.
setInterval(() => {}, 60_000);
process.on('SIGTERM', () => process.exit(0));
