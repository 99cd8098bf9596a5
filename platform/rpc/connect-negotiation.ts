import type { UniversalHandler } from '@connectrpc/connect/protocol';
import type { OnRefused } from './refusal-report.ts';

/** The content types that a method accepts, for responses; connect-node matches them with patterns. */
const ofUnary = ['application/json', 'application/proto'];
const ofStreams = ['application/connect+json', 'application/connect+proto'];
const ofGrpcWeb = ['application/grpc-web+proto', 'application/grpc-web+json'];

/**
 * Adds what is accepted to connect-node's refusals: `allow` to 405, `accept-post` to 415.
 * @param onRefused receives the refusals
 */
export function describeAcceptedTypes(handler: UniversalHandler, onRefused: OnRefused): UniversalHandler {
  const allow = handler.allowedMethods.join(', ');
  const types = [...(handler.method.methodKind === 'unary' ? ofUnary : ofStreams), ...ofGrpcWeb].join(', ');
  const answering = async (request: Parameters<UniversalHandler>[0]) => {
    const answer = await handler(request);
    if (answer.status === 405 || answer.status === 415) onRefused(`HTTP_${answer.status}`);
    if (answer.status === 405)
      return { ...answer, header: new Headers({ ...plain, allow }), body: says(`use ${allow}`) };
    if (answer.status !== 415) return answer;
    return {
      ...answer,
      header: new Headers({ ...plain, 'accept-post': types }),
      body: says(`send ${types}`),
    };
  };
  return Object.assign(answering, handler);
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };

async function* says(text: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield new TextEncoder().encode(`${text}\n`);
}
