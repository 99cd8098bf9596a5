import { type ClientHttp2Session, connect, constants } from 'node:http2';
import type { DescMethod } from '@bufbuild/protobuf';

/** A call as it goes over the wire; headers are prepared once. */
export interface WireRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * The cheapest gRPC client there is, so that the load generator is not what is measured: unary calls of bytes,
 * spread over some connections.
 */
export interface Wire {
  /** The encoded answer. @throws RpcFailed */
  unary(request: WireRequest): Promise<Buffer>;
  close(): void;
}

export class RpcFailed extends Error {
  /** grpc-status, or `lost` when the connection broke. */
  readonly status: string;

  constructor(status: string, message: string) {
    super(`${status}: ${message}`);
    this.status = status;
  }
}

export function wireHeaders(method: DescMethod, token?: string): Readonly<Record<string, string>> {
  return {
    ':method': 'POST',
    ':path': `/${method.parent.typeName}/${method.name}`,
    te: 'trailers',
    'content-type': 'application/grpc',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
}

/** The message behind gRPC's five bytes of prefix. */
export function framed(message: Uint8Array): Buffer {
  const body = Buffer.allocUnsafe(5 + message.length);
  body[0] = 0;
  body.writeUInt32BE(message.length, 1);
  body.set(message, 5);
  return body;
}

const windowBytes = 16 * 1024 * 1024;

export async function connectWire(address: string, connections = 8): Promise<Wire> {
  const sessions = await Promise.all(Array.from({ length: connections }, () => open(address)));
  let turn = 0;
  return {
    unary: (request) => call(sessions[turn++ % sessions.length]!, request),
    close() {
      for (const session of sessions) session.destroy();
    },
  };
}

function open(address: string): Promise<ClientHttp2Session> {
  return new Promise((resolve, reject) => {
    const session = connect(`http://${address}`, { settings: { initialWindowSize: 1024 * 1024 } });
    session.once('error', reject);
    session.once('connect', () => {
      session.setLocalWindowSize(windowBytes);
      session.on('error', () => {});
      resolve(session);
    });
  });
}

function call(session: ClientHttp2Session, { headers, body }: WireRequest): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers);
    const chunks: Buffer[] = [];
    let status: string | undefined;
    let message = '';
    const take = (fields: Record<string, unknown>) => {
      if (fields['grpc-status'] === undefined) return;
      status = String(fields['grpc-status']);
      message = decodeURIComponent(String(fields['grpc-message'] ?? ''));
    };
    stream.on('response', take);
    stream.on('trailers', take);
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', () => {});
    stream.on('close', () => {
      if (status === '0') {
        resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).subarray(5));
      } else {
        reject(new RpcFailed(status ?? 'lost', status === undefined ? resetText(stream.rstCode) : message));
      }
    });
    stream.end(body);
  });
}

function resetText(code: number | undefined): string {
  return code === constants.NGHTTP2_NO_ERROR || code === undefined ? 'the connection ended' : `reset ${code}`;
}
