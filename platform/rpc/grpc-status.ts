import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Metadata, StatusObject } from '@grpc/grpc-js';
import { StatusSchema } from '../../gen/ts/google/rpc/status_pb.ts';
import { deadlineExceeded, fail } from '../errors.ts';
import { boundedError } from './bounded-error.ts';
import { messageMalformed, messageTooLarge } from './limits.ts';
import { emptyMetadata, toHeaders, toMetadata } from './metadata.ts';
import { defaultMaxRequestBytes } from './requests/max-request-bytes.ts';
import { retryAfterSeconds } from './retry.ts';

/** A status as grpc-js creates it internally. */
export type PartialStatusObject = Omit<StatusObject, 'metadata'> & { metadata?: Metadata | null };

const detailsKey = 'grpc-status-details-bin';

/**
 * The limit of an error's trailers, counting 32 bytes a header beside name and value (RFC 9113, 6.5.2): grpc-java's
 * default. A larger header block ends the whole connection of some clients.
 */
export const maxTrailerBytes = 8_192;
/** The part of it that grpc-js and HTTP/2 add. */
const addedTrailerBytes = 512;
const headerOverheadBytes = 32;

/** A ConnectError as gRPC status and trailers, within the limit; `trailers` are the handler's. */
export function toGrpcStatus(error: ConnectError, trailers?: Headers): StatusObject {
  const metadata = emptyMetadata();
  const { rawMessage: message, details } = boundedError(error);
  let left = maxTrailerBytes - addedTrailerBytes - headerBytes('grpc-message', encodeURI(message));
  if (details.length > 0) {
    const packed = details.map((detail) =>
      'desc' in detail
        ? anyPack(detail.desc, create(detail.desc, detail.value))
        : { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value },
    );
    const status = create(StatusSchema, { code: error.code, message, details: packed });
    const bytes = Buffer.from(toBinary(StatusSchema, status));
    left -= headerBytes(detailsKey, bytes.toString('base64'));
    metadata.set(detailsKey, bytes);
  }
  const retryAfter = retryAfterSeconds(error);
  if (retryAfter !== undefined) left -= headerBytes('retry-after', String(retryAfter));
  // The metadata of an error from a wire are another call's headers and trailers.
  for (const headers of error.isWireError ? [trailers] : [error.metadata, trailers]) {
    if (headers !== undefined) left -= addFitting(headers, left, metadata);
  }
  // The edge turns it into the header of an HTTP answer. An error that is passed on has it already.
  if (retryAfter !== undefined) metadata.set('retry-after', String(retryAfter));
  return { code: error.code as number, details: message, metadata };
}

/** Adds the headers that fit; gives their size in bytes. */
function addFitting(headers: Headers, maxBytes: number, into: Metadata): number {
  const fitting = new Headers();
  let bytes = 0;
  for (const [name, value] of headers) {
    const more = headerBytes(name, value);
    if (bytes + more > maxBytes) continue;
    bytes += more;
    fitting.append(name, value);
  }
  toMetadata(fitting, into);
  return bytes;
}

function headerBytes(name: string, value: string): number {
  // Each value of a `-bin` list becomes a header of its own.
  const values = name.endsWith('-bin') ? value.split(',').length : 1;
  return value.length + values * (name.length + headerOverheadBytes);
}

/** A failed gRPC status as ConnectError with details. */
export function fromGrpcStatus(status: StatusObject, header?: Headers): ConnectError {
  const metadata = toHeaders(status.metadata);
  if (header !== undefined) for (const [name, value] of header) metadata.append(name, value);
  const code = status.code in Code ? (status.code as number as Code) : Code.Unknown;
  const error = new ConnectError(status.details, code, metadata);
  error.isWireError = true;
  const [bytes] = status.metadata.get(detailsKey);
  if (bytes instanceof Buffer) error.details = decodeDetails(bytes);
  return error;
}

function decodeDetails(bytes: Uint8Array): ConnectError['details'] {
  try {
    return fromBinary(StatusSchema, bytes).details.map(({ typeUrl, value }) => ({
      type: typeUrl.slice(typeUrl.lastIndexOf('/') + 1),
      value,
    }));
  } catch {
    // Undecodable details from a peer must not hide its error.
    return [];
  }
}

/**
 * A status that grpc-js produced itself, as an error with the details of our errors; grpc-js sends such statuses
 * without metadata. Undefined for others.
 */
export function explanation(
  status: PartialStatusObject,
  maxRequestBytes = defaultMaxRequestBytes.streaming,
): ConnectError | undefined {
  if (status.code === 0 || status.metadata) return undefined;
  switch (status.code as number) {
    case Code.ResourceExhausted:
      return messageTooLarge(maxRequestBytes);
    case Code.DeadlineExceeded:
      return deadlineExceeded();
    case Code.Unimplemented:
      return fail(Code.Unimplemented, 'UNIMPLEMENTED', status.details);
    case Code.Internal:
      // A malformed timeout header or undecompressable bytes are the caller's fault.
      return messageMalformed(status.details);
    default:
      return undefined;
  }
}
