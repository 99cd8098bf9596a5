import type { OutgoingHttpHeaders } from 'node:http';
import { Code } from '@connectrpc/connect';
import {
  parseTimeout,
  setTrailerStatus,
  trailerFlag,
  trailerSerialize,
} from '@connectrpc/connect/protocol-grpc-web';
import { fail } from '../../errors.ts';
import { compressedFlag, enveloped, envelopeHeadBytes } from '../envelope.ts';
import { messageMalformed, messageTooLarge, oneRequest } from '../limits.ts';
import { addHeaders, compression, requestHeader } from './node-headers.ts';
import { readBody } from './read-body.ts';
import type { SentMessage, WebProtocol } from './web-protocol.ts';

/** gRPC-Web: message and trailers are envelopes of the body, the status is a trailer. */
export function grpcWeb(isJson: boolean): WebProtocol {
  const contentType = `application/grpc-web+${isJson ? 'json' : 'proto'}`;
  const encoding: WebProtocol['encoding'] = (request) => compression(requestHeader(request, 'grpc-encoding'));
  return {
    name: 'grpc-web',
    isJson,
    acceptHeader: 'grpc-accept-encoding',
    encoding,
    timeoutMs(request) {
      const { timeoutMs, error } = parseTimeout(requestHeader(request, 'grpc-timeout') ?? null, Infinity);
      if (error !== undefined) throw messageMalformed(undefined, error.rawMessage);
      return timeoutMs;
    },
    async read(request, limitBytes) {
      const message = onlyMessage(
        await readBody(request, limitBytes + envelopeHeadBytes, limitBytes),
        limitBytes,
      );
      if (message.isCompressed && encoding(request) === undefined)
        throw fail(Code.Internal, 'INTERNAL', 'the message is compressed, but no encoding is named');
      return message;
    },
    succeed({ bytes, compressedWith }, { header, trailer }) {
      const headers: OutgoingHttpHeaders = { 'content-type': contentType };
      if (compressedWith !== undefined) headers['grpc-encoding'] = compressedWith;
      addHeaders(headers, header);
      const flag = compressedWith === undefined ? 0 : compressedFlag;
      const end = trailer === undefined ? okTrailer : trailerEnvelope(setTrailerStatus(trailer, undefined));
      return { status: 200, headers, body: joined(flag, bytes, end) };
    },
    fail(error, { header, trailer = new Headers() }) {
      const headers: OutgoingHttpHeaders = { 'content-type': contentType };
      addHeaders(headers, header);
      return { status: 200, headers, body: trailerEnvelope(setTrailerStatus(trailer, error)) };
    },
  };
}

function trailerEnvelope(trailer: Headers): Buffer {
  return enveloped(trailerFlag, trailerSerialize(trailer));
}

const okTrailer = trailerEnvelope(setTrailerStatus(new Headers(), undefined));

/** An envelope with the message, and the envelope of the trailers behind it. */
function joined(flag: number, message: Uint8Array, end: Uint8Array): Buffer {
  const body = Buffer.allocUnsafe(envelopeHeadBytes + message.length + end.length);
  body[0] = flag;
  body.writeUInt32BE(message.length, 1);
  body.set(message, envelopeHeadBytes);
  body.set(end, envelopeHeadBytes + message.length);
  return body;
}

/**
 * The one message of a request.
 * @throws ConnectError when there is none, another one or a part of one, or when it is too large
 */
function onlyMessage(body: Uint8Array, limitBytes: number): SentMessage {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let only: SentMessage | undefined;
  for (let at = 0; at < body.length; ) {
    if (at + envelopeHeadBytes > body.length) throw incomplete();
    const flag = body[at]!;
    const length = view.getUint32(at + 1);
    if (length > limitBytes) throw messageTooLarge(limitBytes);
    const start = at + envelopeHeadBytes;
    at = start + length;
    if (at > body.length) throw incomplete();
    if ((flag & trailerFlag) !== 0) continue;
    if (only !== undefined) throw oneRequest();
    only = { bytes: body.subarray(start, at), isCompressed: (flag & compressedFlag) !== 0 };
  }
  if (only === undefined) throw oneRequest();
  return only;
}

function incomplete() {
  return messageMalformed(undefined, 'the request ends within a message');
}
