import type { OutgoingHttpHeaders } from 'node:http';
import { base64Decode } from '@bufbuild/protobuf/wire';
import { mergeNonProtocolHeaders } from '@connectrpc/connect/protocol';
import { codeToHttpStatus, errorToJsonBytes, parseTimeout } from '@connectrpc/connect/protocol-connect';
import type { AnyRequest } from '../any-request.ts';
import { messageMalformed } from '../limits.ts';
import { requireUnicodeQuery } from '../requests/require-unicode.ts';
import { retryAfterSeconds } from '../retry.ts';
import { addHeaders, compression, requestHeader } from './node-headers.ts';
import { readBody } from './read-body.ts';
import type { HandlerHeaders, WebProtocol } from './web-protocol.ts';

const contentType = { json: 'application/json', proto: 'application/proto' };

function encodingOfBody(request: AnyRequest): string | undefined {
  return compression(requestHeader(request, 'content-encoding'));
}

/** The Connect protocol by POST: the body is the message, the status is the HTTP status. */
export function connectByPost(isJson: boolean): WebProtocol {
  return {
    name: 'connect',
    isJson,
    acceptHeader: 'accept-encoding',
    encoding: encodingOfBody,
    timeoutMs(request) {
      const { timeoutMs, error } = parseTimeout(
        requestHeader(request, 'connect-timeout-ms') ?? null,
        Infinity,
      );
      if (error !== undefined) throw messageMalformed(undefined, error.rawMessage);
      return timeoutMs;
    },
    read: async (request, limitBytes) => ({
      bytes: await readBody(request, limitBytes, limitBytes),
      isCompressed: encodingOfBody(request) !== undefined,
    }),
    succeed({ bytes, compressedWith }, given) {
      const headers: OutgoingHttpHeaders = { 'content-type': isJson ? contentType.json : contentType.proto };
      if (compressedWith !== undefined) headers['content-encoding'] = compressedWith;
      addGiven(headers, given);
      return { status: 200, headers, body: bytes };
    },
    fail(error, given) {
      const headers: OutgoingHttpHeaders = { 'content-type': contentType.json };
      addGiven(headers, given);
      if (!error.isWireError) {
        const metadata = new Headers();
        mergeNonProtocolHeaders(metadata, error.metadata);
        addHeaders(headers, metadata);
      }
      const retryAfter = retryAfterSeconds(error);
      // For plain HTTP clients.
      if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
      return { status: codeToHttpStatus(error.code), headers, body: errorToJsonBytes(error, undefined) };
    },
  };
}

/** The Connect protocol by GET, for methods without side effects: the message is in the query. */
export function connectByGet(isJson: boolean): WebProtocol {
  return {
    ...connectByPost(isJson),
    encoding: (request) => compression(queryOf(request).get('compression')),
    read(request) {
      requireUnicodeQuery(request.url!);
      const query = queryOf(request);
      const sent = query.get('message') ?? '';
      return {
        bytes: query.get('base64') === '1' ? fromBase64(sent) : Buffer.from(sent),
        isCompressed: compression(query.get('compression')) !== undefined,
      };
    },
  };
}

export function queryOf({ url = '' }: Pick<AnyRequest, 'url'>): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
}

/** Trailers of a unary call travel as headers with a prefix. */
function addGiven(headers: OutgoingHttpHeaders, { header, trailer }: HandlerHeaders): void {
  addHeaders(headers, header);
  addHeaders(headers, trailer, 'trailer-');
}

function fromBase64(text: string): Uint8Array {
  try {
    return base64Decode(text);
  } catch (reason) {
    throw messageMalformed(reason);
  }
}
