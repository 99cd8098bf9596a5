import { createServer } from 'node:http';
import { createServer as createGrpcServer } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { type DescMethod, getOption } from '@bufbuild/protobuf';
import t, { type Test } from 'tap';
import { http } from '../../gen/ts/google/api/annotations_pb.ts';
import { accessTokenIssuer } from '../../platform/auth/access-tokens.ts';
import { generateKey, keyRing, parseKey } from '../../platform/auth/keys.ts';
import { systemClock } from '../../platform/clock.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';
import { isClientStream, readContract, routesOf } from '../../proto/contract.ts';
import { pathOf } from '../../services/hosting/examples.ts';
import { emptyRequest } from './json-request.ts';
import { startEdge } from './running-edge.ts';

/** A front that answers every call with an empty message, and keeps the path of the last. */
async function silentFront(t: Test) {
  const ring = keyRing([parseKey(await generateKey(0))]);
  const front = { called: '', token: '', http: '', grpc: '' };
  const gateway = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/.well-known/jwks.json' ? JSON.stringify(ring.jwks()) : 'ready');
  });
  const grpc = createGrpcServer();
  grpc.on('stream', (stream, headers) => {
    const path = headers[':path']!;
    const isCheck = path.startsWith('/grpc.health.');
    if (!isCheck) front.called = path;
    stream.on('error', () => {});
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    // The answer of the health check is SERVING.
    const message = isCheck ? Buffer.from([0x08, 0x01]) : Buffer.alloc(0);
    stream.resume().on('end', () => stream.end(enveloped(0, message)));
  });
  front.http = await addressOf(t, gateway);
  front.grpc = await addressOf(t, grpc);
  const issuer = accessTokenIssuer({ ring, clock: systemClock, ttlMs: 600_000 });
  front.token = (await issuer.issue({ userId: '1', sessionId: '1', role: 'user', generation: 0 })).token;
  return front;
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

t.test('every HTTP rule of the contract reaches its own RPC', async (t) => {
  const front = await silentFront(t);
  const edge = await startEdge(t, { front: { http: [front.http], grpc: [front.grpc] } });
  const methods = readContract('public.binpb').services.flatMap((service) => service.methods);
  const wrong: string[] = [];
  let count = 0;
  for (const method of methods.filter((each: DescMethod) => !isClientStream(each))) {
    for (const route of routesOf(getOption(method, http))) {
      count += 1;
      front.called = '';
      const request = emptyRequest(method, route);
      const headers = { ...request.headers, authorization: `Bearer ${front.token}` };
      const { status } = await edge.call({ ...request, headers });
      if (status === 200 && front.called === pathOf(method)) continue;
      wrong.push(
        `${request.method} ${request.path}: ${status}, reached ${front.called || 'nothing'}, not ${pathOf(method)}`,
      );
    }
  }
  t.strictSame(wrong, []);
  t.ok(count > 80, `${count} routes`);
});
