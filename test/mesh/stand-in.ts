import { once } from 'node:events';
import { createServer, type Http2Server } from 'node:http2';
import type { Socket } from 'node:net';
import type { Pod } from '../../mesh/testbed/pods.ts';

/** A program in the place of a pod's processes, which notes the path of every call that its sidecar lets through. */
export interface StandIn {
  readonly seen: string[];
  /** Ends at once, as a killed process does. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Answers every gRPC call with UNIMPLEMENTED and every other request with 404. */
export async function standIn({ serves }: Pod): Promise<StandIn> {
  const seen: string[] = [];
  const servers = await Promise.all(
    serves.map(async ({ process }): Promise<Http2Server> => {
      const server = createServer();
      server.on('stream', (stream, headers) => {
        seen.push(String(headers[':path']));
        const isGrpc = String(headers['content-type']).startsWith('application/grpc');
        stream.respond(
          isGrpc
            ? { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '12' }
            : { ':status': 404 },
          { endStream: true },
        );
      });
      const [host, port] = process.split(':');
      server.listen(Number(port), host);
      await once(server, 'listening');
      return server;
    }),
  );
  const sockets = new Set<Socket>();
  for (const server of servers)
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
  const close = async () => {
    await Promise.all(
      servers.map(async (server) => {
        server.close();
        await once(server, 'close');
      }),
    );
  };
  return {
    seen,
    close,
    kill() {
      const closed = close();
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}
