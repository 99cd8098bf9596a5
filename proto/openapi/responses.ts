import type { DescMethod } from '@bufbuild/protobuf';
import { everywhere, type Reason, reasonsOfMethod } from './errors.ts';
import { type JsonSchema, type Operation, type Response, refTo } from './open-api.ts';
import type { Schemas } from './schemas.ts';

const requestId = { 'x-request-id': { $ref: '#/components/headers/RequestId' } };
const retryAfter = { 'retry-after': { $ref: '#/components/headers/RetryAfter' } };
/** Statuses of errors that pass. */
const temporary = [429, 503];
/** Statuses that only the edge gives, and the shared response of each. */
const ofEdge = {
  // The request came too slowly.
  408: 'DEADLINE_EXCEEDED',
  413: 'MESSAGE_TOO_LARGE',
  // The headers or the URL are too large.
  431: 'MESSAGE_MALFORMED',
  502: 'UNAVAILABLE',
};

/** The answer of an RPC, and its errors by status with their reasons. */
export function responsesOf(
  method: DescMethod,
  schemas: Schemas,
  all: readonly Reason[],
): Operation['responses'] {
  const shared = sharedResponses(all);
  const errors = Object.entries(byStatus(reasonsOfMethod(method, all))).map(([status, reasons]) => {
    const error = errorOf(reasons);
    const name = reasons[0]!.code;
    const isShared = shared[name]?.description === error.description;
    return [status, isShared ? { $ref: `#/components/responses/${name}` } : error];
  });
  return {
    200: {
      description:
        method.methodKind === 'unary'
          ? 'The answer.'
          : 'The messages of the stream: one a line; with accept: text/event-stream, one in the data of each event.',
      headers: requestId,
      content: contentOf(method, schemas.refTo(method.output)),
    },
    ...Object.fromEntries(
      Object.entries(ofEdge).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
    ),
    ...Object.fromEntries(errors),
  };
}

/** The errors that every RPC has: by canonical code, and those of the edge alone by reason. */
export function sharedResponses(all: readonly Reason[]): Record<string, Response> {
  const ofEach = all.filter(({ name }) => everywhere.includes(name));
  return {
    ...Object.fromEntries(
      Object.values(byStatus(ofEach)).map((reasons) => [reasons[0]!.code, errorOf(reasons)]),
    ),
    ...Object.fromEntries(
      all
        .filter(({ name }) => ['MESSAGE_TOO_LARGE', 'MESSAGE_MALFORMED'].includes(name))
        .map(({ name }) => [name, { ...errorOf([]), description: name }]),
    ),
  };
}

const byStatus = (reasons: readonly Reason[]) =>
  Object.groupBy(reasons, ({ status }) => status) as Record<string, Reason[]>;

function errorOf(reasons: readonly Reason[]): Response {
  const isTemporary = reasons.some(({ status }) => temporary.includes(status));
  return {
    description: reasons.map(({ name }) => name).join(', '),
    headers: { ...requestId, ...(isTemporary && retryAfter) },
    content: { 'application/json': { schema: refTo('google.rpc.Status') } },
  };
}

function contentOf(method: DescMethod, schema: JsonSchema): Response['content'] {
  if (method.methodKind === 'unary') return { 'application/json': { schema } };
  return {
    'application/json': { schema },
    'text/event-stream': { schema },
  };
}
