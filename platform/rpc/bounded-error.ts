import { create, type DescMessage, fromBinary, isMessage, type Message, toBinary } from '@bufbuild/protobuf';
import { ConnectError } from '@connectrpc/connect';
import {
  type BadRequest,
  BadRequest_FieldViolationSchema,
  BadRequestSchema,
  type ErrorInfo,
  ErrorInfoSchema,
} from '../../gen/ts/google/rpc/error_details_pb.ts';
import { truncateUtf8 } from '../truncate-utf8.ts';

/** The limit for an error's message in UTF-8; percent-encoding may triple it. */
const maxMessageBytes = 512;
/** The limit for all details together, encoded. */
const maxDetailsBytes = 2_800;
/** The limit for one text in a detail: a field's path, its description, a metadata value. */
const maxDetailTextBytes = 160;
const maxMetadata = 8;

type Detail = ConnectError['details'][number];

interface Sized {
  readonly detail: Detail;
  readonly bytes: number;
}

/**
 * An error as callers get it. Texts that it echoes (names, ids, values) are truncated so that it fits the trailers of
 * any client. All hosts send errors through this function; no other code limits error texts.
 */
export function boundedError(error: ConnectError): ConnectError {
  const bounded = new ConnectError(
    truncateUtf8(error.rawMessage, maxMessageBytes),
    error.code,
    error.metadata,
    undefined,
    error.cause,
  );
  bounded.isWireError = error.isWireError;
  let left = maxDetailsBytes;
  for (const detail of error.details) {
    const short = shortDetail(detail, left);
    if (short === undefined) continue;
    bounded.details.push(short.detail);
    left -= short.bytes;
  }
  return bounded;
}

/** Undefined for a detail that does not fit. */
function shortDetail(detail: Detail, maxBytes: number): Sized | undefined {
  const schema = 'desc' in detail ? detail.desc : cuttable(detail.type);
  if (schema === undefined) return sized(detail, (detail as { value: Uint8Array }).value.length, maxBytes);
  const message = messageOf(schema, detail);
  if (message === undefined) return undefined;
  if (isMessage(message, BadRequestSchema)) return shortBadRequest(message, maxBytes);
  if (isMessage(message, ErrorInfoSchema)) cutInfo(message);
  return sized({ desc: schema, value: message }, toBinary(schema, message).length, maxBytes);
}

function sized(detail: Detail, bytes: number, maxBytes: number): Sized | undefined {
  return bytes > maxBytes ? undefined : { detail, bytes };
}

/** Details of other types came over a wire and are kept only if they fit. */
function cuttable(type: string): DescMessage | undefined {
  return [BadRequestSchema, ErrorInfoSchema].find(({ typeName }) => typeName === type);
}

function messageOf(schema: DescMessage, detail: Detail): Message | undefined {
  if ('desc' in detail) return create(schema, detail.value);
  try {
    return fromBinary(schema, detail.value);
  } catch {
    // Undecodable details from a peer must not hide its error.
    return undefined;
  }
}

function cutInfo(info: ErrorInfo): void {
  info.reason = truncateUtf8(info.reason, maxDetailTextBytes);
  info.domain = truncateUtf8(info.domain, maxDetailTextBytes);
  info.metadata = Object.fromEntries(
    Object.entries(info.metadata)
      .slice(0, maxMetadata)
      .map(([name, value]) => [
        truncateUtf8(name, maxDetailTextBytes),
        truncateUtf8(value, maxDetailTextBytes),
      ]),
  );
}

/** The first violations, as many as fit. */
function shortBadRequest({ fieldViolations }: BadRequest, maxBytes: number): Sized | undefined {
  const short = create(BadRequestSchema);
  let bytes = 0;
  for (const { field, description, reason } of fieldViolations) {
    const violation = create(BadRequest_FieldViolationSchema, {
      field: truncateUtf8(field, maxDetailTextBytes),
      description: truncateUtf8(description, maxDetailTextBytes),
      reason: truncateUtf8(reason, maxDetailTextBytes),
    });
    bytes += toBinary(BadRequest_FieldViolationSchema, violation).length + headBytes;
    if (bytes > maxBytes) break;
    short.fieldViolations.push(violation);
  }
  if (short.fieldViolations.length === 0) return undefined;
  return { detail: { desc: BadRequestSchema, value: short }, bytes: Math.min(bytes, maxBytes) };
}

/** Tag and length of a message of a few hundred bytes. */
const headBytes = 3;
