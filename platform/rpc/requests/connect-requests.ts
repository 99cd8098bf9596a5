import type { DescMethod } from '@bufbuild/protobuf';
import { ConnectError } from '@connectrpc/connect';
import type {
  UniversalHandler,
  UniversalServerRequest,
  UniversalServerResponse,
} from '@connectrpc/connect/protocol';
import { compressedFlag, enveloped } from '../envelope.ts';
import { messageTooLarge } from '../limits.ts';
import { type OnRefused, reportRefusal } from '../refusal-report.ts';
import { isJsonType } from './connect-format.ts';
import { countBinary } from './count-binary.ts';
import { countJson } from './count-json.ts';
import { envelopesOf } from './envelopes.ts';
import { inflate } from './inflate.ts';
import { maxRequestBytes } from './max-request-bytes.ts';
import { messagePlan } from './message-plan.ts';
import { requireUnicode } from './require-unicode.ts';

type Body = AsyncIterable<Uint8Array>;

/**
 * Limits what Connect decodes of a stream, in each of its protocols. A message is measured while it is read and
 * inflated, then counted, and Connect gets it uncompressed. A refusal is thrown while the body is read, so Connect
 * sends it in the caller's protocol.
 *
 * @param onRefused receives it
 */
export function boundedRequests(handler: UniversalHandler, onRefused: OnRefused): UniversalHandler {
  const run = async (request: UniversalServerRequest): Promise<UniversalServerResponse> => {
    const type = request.header.get('content-type') ?? '';
    const check = checkOf(handler.method, isJsonType(type));
    const encoding = request.header.get(/^application\/c/i.test(type) ? streamEncoding : grpcEncoding);
    const body = envelopes(request.body as Body, encoding === gzip, check);
    return handler({ ...request, body: telling(body, onRefused) });
  };
  return Object.assign(run, handler);
}

const gzip = 'gzip';
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
