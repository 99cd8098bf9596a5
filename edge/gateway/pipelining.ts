import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Emit = (event: string | symbol, ...args: unknown[]) => boolean;
type Request = readonly [IncomingMessage, ServerResponse];

/**
 * Serves the requests of a connection one after another. Node serves pipelined requests at once, and then every answer
 * waits in memory for the first to be read. Here a request waits, and its connection is not read, until the previous
 * answer has been sent. An upgrade behind an unfinished answer ends the connection.
 */
export function servePipelinedInOrder(server: Server): void {
  const emit = server.emit.bind(server) as Emit;
  const connections = new WeakMap<Socket, ConnectionRequests>();
  const inOrder: Emit = (event, ...args) => {
    if (event === 'upgrade') {
      const [{ socket }] = args as [IncomingMessage];
      if (connections.get(socket)?.isBusy) return socket.destroy().destroyed;
    }
    if (event !== 'request') return emit(event, ...args);
    const request = args as unknown as Request;
    const { socket } = request[0];
    let requests = connections.get(socket);
    if (requests === undefined) {
      requests = new ConnectionRequests(socket, (each) => emit('request', ...each));
      connections.set(socket, requests);
    }
    requests.add(request);
    return true;
  };
  server.emit = inOrder as Server['emit'];
}

class ConnectionRequests {
  isBusy = false;
  readonly #socket: Socket;
  readonly #serve: (request: Request) => void;
  readonly #waiting: Request[] = [];
  #isPausing = false;

  constructor(socket: Socket, serve: (request: Request) => void) {
    this.#socket = socket;
    this.#serve = serve;
  }

  add(request: Request): void {
    if (!this.isBusy) {
      this.#start(request);
      return;
    }
    this.#waiting.push(request);
    if (this.#isPausing) return;
    this.#isPausing = true;
    // Node reads on after each request of a piece of input, so the connection is paused after the piece.
    setImmediate(this.#pause);
  }

  #start(request: Request): void {
    this.isBusy = true;
    request[1].once('close', this.#next);
    this.#serve(request);
  }

  #pause = (): void => {
    this.#isPausing = false;
    if (this.#waiting.length > 0) this.#socket.pause();
  };

  #next = (): void => {
    this.isBusy = false;
    const next = this.#waiting.shift();
    if (next === undefined || this.#socket.destroyed) return;
    // The last waiting request may be incomplete.
    if (this.#waiting.length === 0) this.#socket.resume();
    this.#start(next);
  };
}
