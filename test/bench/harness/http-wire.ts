import { Agent, request } from 'node:http';
import { request as requestTls, Agent as TlsAgent } from 'node:https';
import type { DescMethod } from '@bufbuild/protobuf';
import { enveloped } from '../../../platform/rpc/envelope.ts';

/** A unary call over HTTP/1.1 as a browser sends it; headers and body are prepared once. */
export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The cheapest HTTP client there is for calls of bytes, over connections that stay open. */
export interface HttpWire {
  /** The body of the answer. @throws Error unless the status is 200 and no trailer in the body names a failure */
  call(call: HttpCall): Promise<Buffer>;
  close(): void;
}

export type Protocol = 'connect+proto' | 'connect+json' | 'grpc-web';

const contentTypes: Readonly<Record<Protocol, string>> = {
  'connect+proto': 'application/proto',
  'connect+json': 'application/json',
  'grpc-web': 'application/grpc-web+proto',
};

/** @param message encoded as the protocol has it: binary, or JSON text */
export function httpCall(
  protocol: Protocol,
  method: DescMethod,
  message: Uint8Array,
  token?: string,
): HttpCall {
  const body = protocol === 'grpc-web' ? enveloped(0, message) : Buffer.from(message);
  return {
    method: 'POST',
    path: `/${method.parent.typeName}/${method.name}`,
    headers: {
      'content-type': contentTypes[protocol],
      'content-length': `${body.length}`,
      ...(protocol === 'grpc-web' ? { 'x-grpc-web': '1' } : { 'connect-protocol-version': '1' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body,
  };
}

/**
 * @param address as in http://127.0.0.1:8080
 * @param ca the certificate to trust, for https
 */
export function connectHttp(address: string, connections = 8, ca?: Buffer): HttpWire {
  const { hostname, port } = new URL(address);
  const kept = { keepAlive: true, maxSockets: connections };
  const agent = ca === undefined ? new Agent(kept) : new TlsAgent({ ...kept, ca });
  const send = ca === undefined ? request : requestTls;
  return {
    call: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const sent = send({ hostname, port, path, method, headers, agent }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
            const failure = failureOf(response.statusCode, headers['content-type'], answer);
            if (failure === undefined) resolve(answer);
            else reject(new Error(failure));
          });
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

const trailersFlag = 0x80;

/** gRPC-Web puts the status into a last frame of the body; the others into the status line. */
function failureOf(
  status: number | undefined,
  contentType: string | undefined,
  answer: Buffer,
): string | undefined {
  if (status !== 200) return `HTTP ${status}: ${answer.toString('utf8', 0, 200)}`;
  if (contentType !== contentTypes['grpc-web']) return undefined;
  let at = 0;
  while (at + 5 <= answer.length && (answer[at]! & trailersFlag) === 0) at += 5 + answer.readUInt32BE(at + 1);
  const trailers = answer.toString('latin1', at + 5).toLowerCase();
  return /(^|\n)grpc-status: *0\r/.test(trailers) ? undefined : `gRPC-Web trailers: ${trailers || 'none'}`;
}
