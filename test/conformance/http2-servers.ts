import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { grpcServer } from '../../platform/rpc/grpc-server.ts';
import { health } from '../../platform/rpc/health.ts';

/** Serves gRPC as the product does, and a minimal HTTP/2 server of Node; prints the ports of both. */
const { port } = await grpcServer([health([]).hosted]).listen({ bind: '127.0.0.1', port: 0 });

const plain = createServer((request, response) => {
  request.resume();
  response.end('hello');
});
plain.on('sessionError', () => {});
plain.listen(0, '127.0.0.1');
await once(plain, 'listening');
console.log(port, (plain.address() as AddressInfo).port);
