import { type ClientHttp2Session, connect, constants, type SecureClientSessionOptions } from 'node:http2';
import type { DescMethod } from '@bufbuild/protobuf';

/** An encoded call; headers are prepared once. */
export interface WireRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * A minimal gRPC client, so that the load generator is not what is measured: calls of bytes, spread over some
 * connections.
 */
export interface Wire {
  /**
   * The encoded response.
   * @throws RpcFailed
   */
  unary(request: WireRequest): Promise<Buffer>;
  /**
   * A server stream. Resolves at its end; rejects after an error.
   * @throws RpcFailed
   */
  stream(request: WireRequest, onMessage: (message: Buffer) => void): Promise<void>;
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

const windowBytes = 16 * 1024 * 1024;

/** @param address `host:port`, which is called in plain text, or a URL */
export async function connectWire(
  address: string,
  connections = 8,
  secure: SecureClientSessionOptions = {},
): Promise<Wire> {
  const url = address.includes('://') ? address : `http://${address}`;
  const sessions = await Promise.all(Array.from({ length: connections }, () => open(url, secure)));
  let turn = 0;
  return {
    async unary(request) {
      const chunks: Buffer[] = [];
      await call(sessions[turn++ % sessions.length]!, request, (chunk) => chunks.push(chunk));
      return (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).subarray(5);
    },
    stream: (request, onMessage) => call(sessions[turn++ % sessions.length]!, request, messagesOf(onMessage)),
    close() {
      for (const session of sessions) session.destroy();
    },
  };
}

function open(url: string, secure: SecureClientSessionOptions): Promise<ClientHttp2Session> {
  return new Promise((resolve, reject) => {
    const session = connect(url, { ...secure, settings: { initialWindowSize: 1024 * 1024 } });
    session.once('error', reject);
    session.once('connect', () => {
      session.setLocalWindowSize(windowBytes);
      session.on('error', () => {});
      resolve(session);
    });
  });
}

function call(
  session: ClientHttp2Session,
  { headers, body }: WireRequest,
  onData: (chunk: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers);
    let status: string | undefined;
    let message = '';
    const take = (fields: Record<string, unknown>) => {
      if (fields['grpc-status'] === undefined) return;
      status = String(fields['grpc-status']);
      message = decodeURIComponent(String(fields['grpc-message'] ?? ''));
    };
    stream.on('response', take);
    stream.on('trailers', take);
    stream.on('data', onData);
    stream.on('error', () => {});
    stream.on('close', () => {
      if (status === '0') resolve();
      else
        reject(new RpcFailed(status ?? 'lost', status === undefined ? resetText(stream.rstCode) : message));
    });
    stream.end(body);
  });
}

/** Splits a byte stream into messages. */
function messagesOf(onMessage: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      onMessage(rest.subarray(5, end));
      rest = rest.subarray(end);
    }
  };
}

function resetText(code: number | undefined): string {
  return code === constants.NGHTTP2_NO_ERROR || code === undefined ? 'the connection ended' : `reset ${code}`;
}
