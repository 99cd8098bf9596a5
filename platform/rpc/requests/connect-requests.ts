import type { DescMethod } from '@bufbuild/protobuf';
import { base64Decode, base64Encode } from '@bufbuild/protobuf/wire';
import { ConnectError } from '@connectrpc/connect';
import type {
  UniversalHandler,
  UniversalServerRequest,
  UniversalServerResponse,
} from '@connectrpc/connect/protocol';
import { codeToHttpStatus, errorToJsonBytes } from '@connectrpc/connect/protocol-connect';
import { toConnectError } from '../../errors.ts';
import { boundedError } from '../bounded-error.ts';
import { compressedFlag, enveloped } from '../envelope.ts';
import { messageMalformed, messageTooLarge } from '../limits.ts';
import { type OnRefused, reportRefusal } from '../refusal-report.ts';
import { isJsonQuery, isJsonType } from './connect-format.ts';
import { countBinary } from './count-binary.ts';
import { countJson } from './count-json.ts';
import { envelopesOf } from './envelopes.ts';
import { inflate } from './inflate.ts';
import { maxRequestBytes } from './max-request-bytes.ts';
import { messagePlan } from './message-plan.ts';
import { requireUnicode, requireUnicodeQuery } from './require-unicode.ts';

type Body = AsyncIterable<Uint8Array>;

/**
 * Limits what Connect decodes, in each of its protocols. A request is measured while it is read and inflated, then
 * counted, and Connect gets it uncompressed. A refusal is thrown while the body is read, so Connect sends it in the
 * caller's protocol.
 *
 * @param onRefused receives it
 */
export function boundedRequests(handler: UniversalHandler, onRefused: OnRefused): UniversalHandler {
  const { method } = handler;
  const run = async (request: UniversalServerRequest): Promise<UniversalServerResponse> => {
    if (request.method === 'GET') return handleQuery(handler, request, onRefused);
    const type = request.header.get('content-type') ?? '';
    const check = checkOf(method, isJsonType(type));
    const body = request.body as Body;
    if (!/^application\/(connect|grpc-web)/i.test(type)) {
      const compressed = request.header.get(unaryEncoding) === gzip;
      const header = compressed ? without(request.header, unaryEncoding, 'content-length') : request.header;
      const lengthBytes = Number(request.header.get('content-length') ?? 0);
      return handler({
        ...request,
        header,
        body: telling(unary(body, compressed, lengthBytes, check), onRefused),
      });
    }
    const encoding = request.header.get(/^application\/c/i.test(type) ? streamEncoding : grpcEncoding);
    return handler({ ...request, body: telling(envelopes(body, encoding === gzip, check), onRefused) });
  };
  return Object.assign(run, handler);
}

const gzip = 'gzip';
const unaryEncoding = 'content-encoding';
const streamEncoding = 'connect-content-encoding';
const grpcEncoding = 'grpc-encoding';

/**
 * The check of one request message.
 * @throws ConnectError MESSAGE_TOO_LARGE, MESSAGE_MALFORMED, FIELD_INVALID
 */
interface Check {
  readonly limitBytes: number;
  message(bytes: Uint8Array, compressed: boolean): Promise<Uint8Array>;
}

function checkOf(method: DescMethod, json: boolean): Check {
  const limitBytes = maxRequestBytes(method);
  const count = json ? countJson : countBinary;
  return {
    limitBytes,
    async message(bytes, compressed) {
      const message = compressed ? await inflate(bytes, limitBytes) : bytes;
      if (message.length > limitBytes) throw messageTooLarge(limitBytes);
      count(messagePlan(method.input), message);
      if (json) requireUnicode(message);
      return message;
    },
  };
}

/** Reports refusals while a body is read. */
async function* telling(body: AsyncIterable<Uint8Array>, onRefused: OnRefused): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (reason) {
    if (reason instanceof ConnectError) reportRefusal(onRefused, reason);
    throw reason;
  }
}

async function* unary(
  body: Body,
  compressed: boolean,
  lengthBytes: number,
  check: Check,
): AsyncGenerator<Uint8Array> {
  const { limitBytes } = check;
  if (lengthBytes > limitBytes) throw messageTooLarge(limitBytes);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw messageTooLarge(limitBytes);
    chunks.push(chunk);
  }
  yield await check.message(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), compressed);
}

async function* envelopes(body: Body, compressed: boolean, check: Check): AsyncGenerator<Uint8Array> {
  for await (const { flag, data, raw } of envelopesOf(body, check.limitBytes)) {
    if (flag === 0) {
      await check.message(data, false);
      yield raw;
    } else if (flag === compressedFlag && compressed) {
      yield enveloped(0, await check.message(data, true));
    } else {
      // An end-of-stream envelope, or one that Connect refuses: it is not decoded as a message.
      yield raw;
    }
  }
}

/** A Connect GET has its message in the query. */
async function handleQuery(
  handler: UniversalHandler,
  request: UniversalServerRequest,
  onRefused: OnRefused,
): Promise<UniversalServerResponse> {
  const url = new URL(request.url);
  const { searchParams: query } = url;
  const compression = query.get('compression');
  // Connect refuses encodings that it cannot inflate.
  if (compression !== null && compression !== gzip) return handler(request);
  try {
    requireUnicodeQuery(url.search);
    const check = checkOf(handler.method, isJsonQuery(query));
    const sent = query.get('message') ?? '';
    const bytes = query.get('base64') === '1' ? fromBase64(sent) : Buffer.from(sent);
    const message = await check.message(bytes, compression === gzip);
    if (compression === null) return handler(request);
    query.delete('compression');
    query.set('base64', '1');
    query.set('message', base64Encode(message, 'url'));
    return handler({ ...request, url: url.toString() });
  } catch (reason) {
    const error = boundedError(toConnectError(reason));
    reportRefusal(onRefused, error);
    return {
      status: codeToHttpStatus(error.code),
      header: new Headers({ 'content-type': 'application/json' }),
      body: once(errorToJsonBytes(error, undefined)),
    };
  }
}

function fromBase64(text: string): Uint8Array {
  try {
    return base64Decode(text);
  } catch (reason) {
    throw messageMalformed(reason);
  }
}

function without(headers: Headers, ...names: string[]): Headers {
  const rest = new Headers(headers);
  for (const name of names) rest.delete(name);
  return rest;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
