import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Test } from 'tap';

async function listener() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** A port of 127.0.0.1 without a listener. Another program may take it before the caller does. */
export async function freePort(): Promise<number> {
  const { server, port } = await listener();
  server.close();
  await once(server, 'close');
  return port;
}

/** A port of 127.0.0.1 on which something listens until the test ends. */
export async function takenPort(t: Test): Promise<number> {
  const { server, port } = await listener();
  t.teardown(() => server.close());
  return port;
}
