import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { settle } from '../../testing/until.ts';

/** A listener whose thread has stopped, in a backlog of one. */
const listener = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
`;

/** A port of a listener that accepts nothing and whose backlog is full: connections to it stay in the TCP handshake. */
export async function fullBacklog(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const worker = new Worker(listener, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers: Socket[] = [];
  do {
    fillers.push(connect(port, '127.0.0.1').on('error', () => {}));
    await settle(50);
  } while (!fillers.at(-1)!.connecting);
  return {
    port,
    async close() {
      for (const socket of fillers) socket.destroy();
      await worker.terminate();
    },
  };
}
