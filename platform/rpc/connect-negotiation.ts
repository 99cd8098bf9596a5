import type { DescMethod } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import type { UniversalHandler } from '@connectrpc/connect/protocol';
import type { OnRefused } from './refusal-report.ts';

/** The content types that a method accepts, for responses; parsers match them with patterns. */
const ofUnary = ['application/json', 'application/proto'];
const ofStreams = ['application/connect+json', 'application/connect+proto'];
const ofGrpcWeb = ['application/grpc-web+proto', 'application/grpc-web+json'];

/** A refusal by HTTP, which tells what is accepted. */
export interface HttpRefusal {
  readonly status: 405 | 415;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function methodNotAllowed({ methodKind, idempotency }: DescMethod): HttpRefusal {
  const readable = methodKind === 'unary' && idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS;
  const allow = readable ? 'POST, GET' : 'POST';
  return { status: 405, headers: { ...plain, allow }, text: `use ${allow}\n` };
}

export function unsupportedType({ methodKind }: DescMethod): HttpRefusal {
  const types = [...(methodKind === 'unary' ? ofUnary : ofStreams), ...ofGrpcWeb].join(', ');
  return { status: 415, headers: { ...plain, 'accept-post': types }, text: `send ${types}\n` };
}

/**
 * Adds what is accepted to connect-node's refusals: `allow` to 405, `accept-post` to 415.
 * @param onRefused receives the refusals
 */
export function describeAcceptedTypes(handler: UniversalHandler, onRefused: OnRefused): UniversalHandler {
  const answering = async (request: Parameters<UniversalHandler>[0]) => {
    const answer = await handler(request);
    if (answer.status !== 405 && answer.status !== 415) return answer;
    onRefused(`HTTP_${answer.status}`);
    const refuse = answer.status === 405 ? methodNotAllowed : unsupportedType;
    const { headers, text } = refuse(handler.method);
    return { ...answer, header: new Headers(headers), body: says(text) };
  };
  return Object.assign(answering, handler);
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };

async function* says(text: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield new TextEncoder().encode(text);
}
