import type { Socket } from 'node:net';

/** HTTP/2 frames as bytes (RFC 9113, section 4), for peers that node's HTTP/2 would not be. */

export const frameType = {
  data: 0,
  headers: 1,
  resetStream: 3,
  settings: 4,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
};
export const endStream = 1;
export const endHeaders = 4;

const headBytes = 9;
/** What a client sends first. */
export const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

export function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Buffer = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

export function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}

export const settings = frame(frameType.settings, 0, 0);

/** `:status: 200` and a content type, in HPACK. */
export const responseHeaders = Buffer.concat([
  Buffer.from([0x88, 0x5f, 0x10]),
  Buffer.from('application/grpc'),
]);

/** Passes the stream of every request whose head a client sends. */
export function onRequest(socket: Socket, take: (stream: number) => void): void {
  let unread: Buffer = Buffer.alloc(0);
  let skip = preface.length;
  socket.on('data', (bytes: Buffer) => {
    unread = Buffer.concat([unread, bytes]);
    while (unread.length >= skip + headBytes) {
      const head = unread.subarray(skip);
      unread = head;
      skip = headBytes + head.readUIntBE(0, 3);
      if (head[3] === frameType.headers) take(head.readUInt32BE(5));
    }
  });
}
