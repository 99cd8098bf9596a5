import { createServer } from 'node:http';
import { createServer as createGrpcServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import type { Test } from 'tap';
import { accessTokenIssuer } from '../../platform/auth/access-tokens.ts';
import { generateKey, keyRing, parseKey } from '../../platform/auth/keys.ts';
import { systemClock } from '../../platform/clock.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';

/** A front without services. */
export interface FakeFront {
  /** The addresses for the values of an edge. */
  readonly front: { readonly http: readonly string[]; readonly grpc: readonly string[] };
  /** An access token that the edge accepts. */
  readonly token: string;
  /** The paths of the calls since the last time. */
  takeCalls(): readonly string[];
  /** Answers a call. Default: an empty message. */
  answer: (stream: ServerHttp2Stream) => void;
}

/** Starts a front; it ends with the test. */
export async function fakeFront(t: Test): Promise<FakeFront> {
  const ring = keyRing([parseKey(await generateKey(0))]);
  const gateway = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/.well-known/jwks.json' ? JSON.stringify(ring.jwks()) : 'ready');
  });
  let calls: string[] = [];
  const grpc = createGrpcServer();
  grpc.on('stream', (stream, headers) => {
    const path = headers[':path']!;
    stream.on('error', () => {});
    // The answer of the health check is SERVING.
    if (path.startsWith('/grpc.health.')) return succeed(stream, Buffer.from([0x08, 0x01]));
    calls.push(path);
    fake.answer(stream);
  });
  const issuer = accessTokenIssuer({ ring, clock: systemClock, ttlMs: 600_000 });
  const fake: FakeFront = {
    front: { http: [await addressOf(t, gateway)], grpc: [await addressOf(t, grpc)] },
    token: (await issuer.issue({ userId: '1', sessionId: '1', role: 'user', generation: 0 })).token,
    takeCalls() {
      const taken = calls;
      calls = [];
      return taken;
    },
    answer: (stream) => succeed(stream),
  };
  return fake;
}

/** Answers with one message. */
export function succeed(stream: ServerHttp2Stream, message = Buffer.alloc(0)): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.resume().on('end', () => stream.end(enveloped(0, message)));
}

function addressOf(t: Test, server: Server): Promise<string> {
  const open = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => open.add(socket));
  t.teardown(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => done(`127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
}
