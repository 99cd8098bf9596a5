import type { OutgoingHttpHeaders } from 'node:http2';
import { decodeBinaryHeader, encodeBinaryHeader } from '@connectrpc/connect';
import { Metadata } from '@grpc/grpc-js';

// Headers of the protocol or of one connection, hidden from handlers and callers. A wrong length, or a header that
// HTTP/2 forbids, would end the connection for all its calls.
const reserved =
  /^(:|grpc-|content-(type|length|encoding)$|te$|(proxy-)?connection$|keep-alive$|transfer-encoding$|upgrade$|host$|user-agent$|accept-encoding$)/;
const printable = /^[ -~]*$/;

/**
 * Metadata that sends bytes as base64 without padding, which gRPC requires and grpc-js does not do, and the values of a header
 * on one line: Node throws for several lines of some headers, and the exception ends the process.
 */
class UnpaddedMetadata extends Metadata {
  override clone(): UnpaddedMetadata {
    const copy = new UnpaddedMetadata(this.getOptions());
    copy.merge(this);
    return copy;
  }

  override toHttp2Headers(): OutgoingHttpHeaders {
    const headers = super.toHttp2Headers();
    for (const [name, value] of Object.entries(headers)) {
      if (name.endsWith('-bin')) headers[name] = Array.isArray(value) ? value.map(unpadded) : unpadded(value);
      else if (Array.isArray(value)) headers[name] = value.join(', ');
    }
    return headers;
  }
}

/** Trailers of a successful call, without the `grpc-message: OK` of grpc-js. */
class SuccessTrailers extends UnpaddedMetadata {
  override clone(): this {
    return this;
  }

  override toHttp2Headers(): OutgoingHttpHeaders {
    return { ...super.toHttp2Headers(), 'grpc-message': undefined };
  }
}

const noTrailers = new SuccessTrailers();

function unpadded(value: unknown): string {
  return String(value).replace(/=+$/, '');
}

/** The trailers that a handler set, for a successful call. */
export function successTrailers(headers: Headers | undefined): Metadata {
  return headers === undefined ? noTrailers : toMetadata(headers, new SuccessTrailers());
}

export function emptyMetadata(): Metadata {
  return new UnpaddedMetadata();
}

/** Connect headers as gRPC metadata; `-bin` values are base64 in Connect and bytes in gRPC. */
export function toMetadata(headers: Headers, into: Metadata = new UnpaddedMetadata()): Metadata {
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

/** gRPC metadata as Connect headers. */
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
