import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:http';
import { createServer as createHttp2Server, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Code, ConnectError, type HandlerContext, type Transport } from '@connectrpc/connect';
import { createAsyncIterable, readAllBytes, type UniversalClientFn } from '@connectrpc/connect/protocol';
import { errorFromJsonBytes } from '@connectrpc/connect/protocol-connect';
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
  createNodeHttpClient,
  Http2SessionManager,
  type NodeHttpClientOptions,
} from '@connectrpc/connect-node';
import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { systemClock } from '../../clock.ts';
import { connectHandler } from '../connect-server.ts';
import { forwarded } from '../forwarded.ts';
import { grpcServer } from '../grpc-server.ts';
import { fromGrpcStatus } from '../grpc-status.ts';
import { type GrpcTransport, grpcTransport } from '../grpc-transport.ts';
import type { Hosted } from '../host.ts';
import { inProcessTransport } from '../in-process.ts';
import { maxMessageBytes } from '../limits.ts';
import type { PassingTransport } from '../transport.ts';

/** A host and a transport that reaches it. */
export interface Link {
  readonly name: string;
  /** Cases that cannot run here, each with the reason. */
  readonly skips: Readonly<Record<string, string>>;
  open(hosted: Hosted): Promise<OpenLink>;
}

export interface OpenLink {
  readonly transport: Transport;
  /** Sends bytes as the request of a unary method; gives the error. */
  raw?(path: string, bytes: Uint8Array): Promise<ConnectError>;
  close(): Promise<void>;
}

const noFullDuplex = {
  'bidi in step': 'HTTP/1.1 has no full duplex',
  'bidi early end': 'HTTP/1.1 has no full duplex',
};
const noBytes = 'messages are never encoded in process';

/** Every host, over every transport that reaches it. */
export const links: readonly Link[] = [
  { name: 'grpc-js, from grpc-js', skips: {}, open: openGrpc },
  { name: 'grpc-js, from connect-node', skips: {}, open: openGrpcFromConnect },
  {
    name: 'our HTTP listener over HTTP/2, Connect protocol',
    skips: {},
    open: (hosted) => openConnect(hosted, '2'),
  },
  {
    name: 'our HTTP listener over HTTP/1.1, Connect protocol',
    skips: noFullDuplex,
    open: (hosted) => openConnect(hosted, '1.1'),
  },
  {
    name: 'our HTTP listener over HTTP/2, gRPC-Web',
    skips: {},
    open: (hosted) => openConnect(hosted, '2', 'grpc-web'),
  },
  {
    name: 'our HTTP listener over HTTP/1.1, gRPC-Web',
    skips: noFullDuplex,
    open: (hosted) => openConnect(hosted, '1.1', 'grpc-web'),
  },
  {
    name: 'our HTTP listener over HTTP/2, forwarded over grpc-js',
    skips: {},
    open: async (served) => {
      const grpc = await openGrpc(served);
      return before(grpc, await openConnect(forward(served, grpc.transport), '2'));
    },
  },
  {
    name: 'grpc-js, forwarded over grpc-js',
    skips: {},
    open: async (served) => {
      const grpc = await openGrpc(served);
      return before(grpc, await openGrpc(forward(served, grpc.transport)));
    },
  },
  {
    name: 'our HTTP listener over HTTP/1.1, forwarded in process',
    skips: noFullDuplex,
    open: (served) => openConnect(forward(served, inProcessTransport([served], { freeze: true })), '1.1'),
  },
  {
    name: 'in process',
    skips: {
      'broken bytes': noBytes,
      'request size': noBytes,
      'answer size': noBytes,
      'long error': 'errors are cut where they leave the process',
    },
    open: async (hosted) => ({
      transport: inProcessTransport([hosted], { freeze: true }),
      close: async () => {},
    }),
  },
];

/** The same service, forwarded. */
function forward({ service }: Hosted, transport: PassingTransport): Hosted {
  const headers = ({ requestHeader }: HandlerContext) => requestHeader;
  return forwarded(service, transport, { headers, timers: systemClock, takeMs: 30_000 });
}

/** A link in front of another one; closes before it. */
function before(behind: OpenLink, front: OpenLink): OpenLink {
  return {
    ...front,
    async close() {
      await front.close();
      await behind.close();
    },
  };
}

async function openGrpc(hosted: Hosted): Promise<OpenLink & { readonly transport: GrpcTransport }> {
  const server = await grpcServer([hosted]).listen({ bind: '127.0.0.1', port: 0 });
  const address = `127.0.0.1:${server.port}`;
  const transport = grpcTransport({ address });
  return {
    transport,
    raw: (path, bytes) => rawGrpc(address, path, bytes),
    async close() {
      transport.close();
      await server.close({ graceMs: 0 });
    },
  };
}

async function openGrpcFromConnect(hosted: Hosted): Promise<OpenLink> {
  const server = await grpcServer([hosted]).listen({ bind: '127.0.0.1', port: 0 });
  const address = `127.0.0.1:${server.port}`;
  const baseUrl = `http://${address}`;
  const sessionManager = new Http2SessionManager(baseUrl);
  return {
    transport: createGrpcTransport({ baseUrl, readMaxBytes: maxMessageBytes, sessionManager }),
    raw: (path, bytes) => rawGrpc(address, path, bytes),
    async close() {
      sessionManager.abort();
      await server.close({ graceMs: 0 });
    },
  };
}

async function openConnect(
  hosted: Hosted,
  httpVersion: '1.1' | '2',
  protocol: 'connect' | 'grpc-web' = 'connect',
): Promise<OpenLink> {
  const handler = connectHandler([hosted]);
  const server: Server | Http2Server =
    httpVersion === '2' ? createHttp2Server(handler) : createServer(handler);
  const sessions = new Set<{ destroy(): void }>();
  server.on(httpVersion === '2' ? 'session' : 'connection', (session) => sessions.add(session));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sessionManager = new Http2SessionManager(baseUrl);
  const agent = new Agent();
  const connection: NodeHttpClientOptions =
    httpVersion === '2'
      ? { httpVersion, sessionProvider: () => sessionManager }
      : { httpVersion, nodeOptions: { agent } };
  const limits = { baseUrl, readMaxBytes: maxMessageBytes };
  const options =
    httpVersion === '2'
      ? { ...limits, httpVersion, sessionManager }
      : { ...limits, httpVersion, nodeOptions: { agent } };
  return {
    transport: protocol === 'connect' ? createConnectTransport(options) : createGrpcWebTransport(options),
    raw: (path, bytes) => rawConnect(createNodeHttpClient(connection), baseUrl + path, bytes),
    async close() {
      sessionManager.abort();
      agent.destroy();
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}

async function rawConnect(client: UniversalClientFn, url: string, bytes: Uint8Array): Promise<ConnectError> {
  const { status, body } = await client({
    url,
    method: 'POST',
    header: new Headers({ 'content-type': 'application/proto' }),
    body: createAsyncIterable([bytes]),
  });
  const answer = await readAllBytes(body, maxMessageBytes);
  if (status === 200) throw new Error('the call succeeded');
  return errorFromJsonBytes(answer, undefined, new ConnectError('no error of Connect', Code.Unknown));
}

async function rawGrpc(address: string, path: string, bytes: Uint8Array): Promise<ConnectError> {
  const client = new Client(address, credentials.createInsecure());
  const asIs = (value: Buffer): Buffer => value;
  try {
    return await new Promise((resolve, reject) => {
      client.makeUnaryRequest(path, asIs, asIs, Buffer.from(bytes), (error: ServiceError | null) =>
        error === null ? reject(new Error('the call succeeded')) : resolve(fromGrpcStatus(error)),
      );
    });
  } finally {
    client.close();
  }
}
