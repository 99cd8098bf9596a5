import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { Metadata, type StatusObject } from '@grpc/grpc-js';
import { StatusSchema } from '../../gen/ts/google/rpc/status_pb.ts';
import { deadlineExceeded, fail } from '../errors.ts';
import { messageMalformed, messageTooLarge } from './limits.ts';
import { toHeaders, toMetadata } from './metadata.ts';
import { defaultMaxRequestBytes } from './requests/max-request-bytes.ts';

/** A status as grpc-js makes them for itself. */
export type PartialStatusObject = Omit<StatusObject, 'metadata'> & { metadata?: Metadata | null };

const detailsKey = 'grpc-status-details-bin';

/** A ConnectError as status and trailers of gRPC; `trailers` are what the handler added. */
export function toGrpcStatus(error: ConnectError, trailers?: Headers): StatusObject {
  const metadata = new Metadata();
  if (trailers !== undefined) toMetadata(trailers, metadata);
  // The metadata of an error that came over a wire are another call's headers and trailers.
  if (!error.isWireError) toMetadata(error.metadata, metadata);
  const message = error.rawMessage.toWellFormed();
  if (error.details.length > 0) {
    const details = error.details.map((detail) =>
      'desc' in detail
        ? anyPack(detail.desc, create(detail.desc, detail.value))
        : { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value },
    );
    const status = create(StatusSchema, { code: error.code, message, details });
    metadata.set(detailsKey, Buffer.from(toBinary(StatusSchema, status)));
  }
  return { code: error.code as number, details: message, metadata };
}

/** A failed gRPC status as ConnectError, details included. */
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
    // A peer's broken details must not hide its error.
    return [];
  }
}

/**
 * What grpc-js says of calls that it ends by itself, with the details that every error of ours has.
 * It sends such a status without metadata.
 */
export function explainStatus(
  status: PartialStatusObject,
  maxRequestBytes = defaultMaxRequestBytes.streaming,
): PartialStatusObject {
  if (status.code === 0 || status.metadata) return status;
  switch (status.code as number) {
    case Code.ResourceExhausted:
      return toGrpcStatus(messageTooLarge(maxRequestBytes));
    case Code.DeadlineExceeded:
      return toGrpcStatus(deadlineExceeded());
    case Code.Unimplemented:
      return toGrpcStatus(fail(Code.Unimplemented, 'UNIMPLEMENTED', status.details));
    case Code.Internal:
      // A broken timeout header, or bytes that do not decompress: the caller's doing, not ours.
      return toGrpcStatus(messageMalformed(status.details));
    default:
      return status;
  }
}
