import { createRegistry, fromBinary, toJson } from '@bufbuild/protobuf';
import { Code, type ConnectError } from '@connectrpc/connect';
import { errorToJson } from '@connectrpc/connect/protocol-connect';
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RetryInfoSchema,
} from '../../gen/ts/google/rpc/error_details_pb.ts';
import { StatusSchema } from '../../gen/ts/google/rpc/status_pb.ts';
import { fail } from '../../platform/errors.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';
import { toGrpcStatus } from '../../platform/rpc/grpc-status.ts';
import { retryAfterSeconds } from '../../platform/rpc/retry.ts';
import { details, type Refusal, refusals } from './refusals.ts';

/** How an error is written. The first dialect whose filter matches a request answers it. */
interface Dialect {
  readonly filters: readonly object[];
  /** The fields of a mapper that write the error. */
  reply(error: ConnectError, refusal: Refusal): object;
}

const registry = createRegistry(ErrorInfoSchema, BadRequestSchema, RetryInfoSchema);
/** The flag of the last message of a Connect stream. */
const endStreamFlag = 0b10;

const header = (name: string, match: object) => ({ header_filter: { header: { name, ...match } } });
const typeStarts = (prefix: string) => header('content-type', { string_match: { prefix } });
const isRpcPath = header(':path', { string_match: { prefix: '/skein.' } });

const dialects: readonly Dialect[] = [
  {
    // gRPC and gRPC-Web: a call of two header blocks. Also a transcoded call: the transcoder turns the status into JSON.
    filters: [typeStarts('application/grpc')],
    reply(error) {
      const { code, details, metadata } = toGrpcStatus(error);
      const [packed] = metadata.get('grpc-status-details-bin');
      return {
        status_code: 200,
        headers_to_add: [
          replaced('grpc-status', String(code)),
          replaced('grpc-message', encodeURI(details)),
          replaced('grpc-status-details-bin', Buffer.from(packed!).toString('base64').replace(/=+$/, '')),
        ],
        // Without a body and with this type, gRPC-Web keeps the status above instead of one for the status of HTTP.
        body_format_override: {
          text_format_source: { inline_string: '%REQ(no-such-header)%' },
          omit_empty_values: true,
          content_type: 'application/grpc',
        },
      };
    },
  },
  connectStream('application/connect+json'),
  connectStream('application/connect+proto'),
  {
    filters: [isRpcPath],
    reply: (error, { status }) => ({
      ...(status !== undefined && { status_code: status }),
      body_format_override: { json_format: errorToJson(error, undefined) },
    }),
  },
  {
    // google.rpc.Status, as the transcoder writes it.
    filters: [],
    reply: (error, { status }) => ({
      ...(status !== undefined && { status_code: status }),
      body_format_override: { json_format: statusJson(error) },
    }),
  },
];

/** A stream of Connect: the error is the last message of a successful answer, in the type of the request. */
function connectStream(type: string): Dialect {
  return {
    filters: [typeStarts(type)],
    reply(error) {
      const body = Buffer.from(JSON.stringify({ error: errorToJson(error, undefined) }));
      return {
        status_code: 200,
        body_format_override: {
          text_format_source: { inline_bytes: enveloped(endStreamFlag, body).toString('base64') },
          content_type: type,
        },
      };
    },
  };
}

function statusJson(error: ConnectError): object {
  const [packed] = toGrpcStatus(error).metadata.get('grpc-status-details-bin');
  return toJson(StatusSchema, fromBinary(StatusSchema, packed as Buffer), { registry }) as object;
}

const replaced = (key: string, value: string) => ({
  // Envoy reads % as the start of a command.
  header: { key, value: value.replaceAll('%', '%%') },
  append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
});

/**
 * Envoy's own answers, with the details that services give theirs: every refusal in every dialect. Text is fixed here, because
 * Envoy's own names parts of its configuration.
 */
export function localReplies(): object {
  return {
    mappers: [
      untranscoded(),
      ...refusals.flatMap((refusal) => dialects.map((dialect) => mapper(refusal, dialect))),
    ],
  };
}

/** The transcoder has changed the request to gRPC when it refuses its JSON, but the answer is not gRPC. It names the fault. */
function untranscoded(): object {
  const error = fail(Code.InvalidArgument, 'MESSAGE_MALFORMED', '%LOCAL_REPLY_BODY%');
  return {
    filter: details('grpc_json_transcode'),
    body_format_override: { json_format: statusJson(error) },
  };
}

function mapper(refusal: Refusal, { filters, reply }: Dialect): object {
  const { headers_to_add = [], ...fields } = reply(refusal.error, refusal) as { headers_to_add?: object[] };
  const seconds = retryAfterSeconds(refusal.error);
  const retryAfter = seconds === undefined ? [] : [replaced('retry-after', String(seconds))];
  const all = [...refusal.filters, ...filters];
  return {
    filter: all.length === 1 ? all[0] : { and_filter: { filters: all } },
    headers_to_add: [...headers_to_add, ...retryAfter],
    ...fields,
  };
}
