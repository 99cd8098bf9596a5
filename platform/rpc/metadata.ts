import { decodeBinaryHeader, encodeBinaryHeader } from '@connectrpc/connect';
import { Metadata } from '@grpc/grpc-js';

// What belongs to the protocol and is no business of handlers and callers.
const reserved = /^(:|grpc-|content-type$|te$|connection$|host$|user-agent$|accept-encoding$)/;
const printable = /^[ -~]*$/;

/** Headers of Connect as metadata of gRPC; `-bin` values are base64 on our side and bytes on gRPC's. */
export function toMetadata(headers: Headers, into = new Metadata()): Metadata {
  for (const [name, value] of headers) {
    if (reserved.test(name)) continue;
    if (name.endsWith('-bin')) {
      for (const part of value.split(',')) into.add(name, Buffer.from(decodeBinaryHeader(part.trim())));
    } else if (printable.test(value)) {
      into.add(name, value);
    }
  }
  return into;
}

/** Metadata of gRPC as headers of Connect. */
export function toHeaders(metadata: Metadata): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(metadata.toJSON())) {
    if (reserved.test(name)) continue;
    for (const value of values) {
      headers.append(name, typeof value === 'string' ? value : encodeBinaryHeader(value));
    }
  }
  return headers;
}
