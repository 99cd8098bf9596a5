import { once } from 'node:events';
import { createServer, type ServerHttp2Stream } from 'node:http2';
import type { Pod } from '../../mesh/testbed/pods.ts';

/** A program in the place of a pod's process, which answers every call with a stream that does not end. */
export interface EndlessStreams {
  /** The streams that are open. */
  open(): number;
  /** Bytes written to all streams so far. It writes to a stream whenever its connection takes more. */
  writtenBytes(): number;
  close(): Promise<void>;
}

const messageBytes = 16 * 1024;
const message = Buffer.alloc(5 + messageBytes);
message.writeUInt32BE(messageBytes, 1);

export async function endlessStreams({ serves }: Pod): Promise<EndlessStreams> {
  const streams = new Set<ServerHttp2Stream>();
  let writtenBytes = 0;
  const server = createServer({ settings: { maxConcurrentStreams: 1_000 } });
  server.on('stream', (stream) => {
    streams.add(stream);
    stream.on('close', () => streams.delete(stream)).on('error', () => {});
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
    const write = () => {
      do writtenBytes += message.length;
      while (stream.write(message));
    };
    stream.on('drain', write);
    write();
  });
  const [host, port] = serves.find(({ name }) => name === 'grpc')!.process.split(':');
  server.listen(Number(port), host);
  await once(server, 'listening');
  return {
    open: () => streams.size,
    writtenBytes: () => writtenBytes,
    async close() {
      for (const stream of streams) stream.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
