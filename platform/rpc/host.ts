import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { Code, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import { fail } from '../errors.ts';
import { maxRequestBytes } from './requests/max-request-bytes.ts';

/** A service and its handlers, as every host takes them. */
export interface Hosted {
  readonly service: DescService;
  readonly impl: object;
  /** The handlers only forward requests: encoded ones stay encoded (see `encoded`), counted but not decoded. */
  readonly passesOn?: boolean;
}

/** Pairs a service with its handlers. */
export function hosted<S extends DescService>(service: S, impl: Partial<ServiceImpl<S>>): Hosted {
  return { service, impl };
}

/** A response of a handler: a message, its shape, or `encoded()`. */
export type Answer = object;
/** A handler with one response message. */
export type SingleHandler = (request: unknown, context: HandlerContext) => Answer | Promise<Answer>;
/** A handler with a response stream. */
export type StreamHandler = (request: unknown, context: HandlerContext) => AsyncIterable<Answer>;

/** A method with its handler bound. */
export interface BoundMethod {
  readonly method: DescMethod;
  readonly path: string;
  readonly handler: SingleHandler & StreamHandler;
  /** Requests are a stream. */
  readonly clientStreams: boolean;
  /** Responses are a stream. */
  readonly serverStreams: boolean;
  /** The largest request message, uncompressed. */
  readonly maxRequestBytes: number;
  /** See Hosted. */
  readonly passesOn: boolean;
}

/**
 * Every method of the services, by its path `/package.Service/Method`. A method without a handler answers
 * UNIMPLEMENTED.
 */
export function bindMethods(services: readonly Hosted[]): Map<string, BoundMethod> {
  const bound = new Map<string, BoundMethod>();
  for (const { service, impl, passesOn = false } of services) {
    for (const method of service.methods) {
      const path = `/${service.typeName}/${method.name}`;
      if (bound.has(path)) throw new Error(`${path} is served twice`);
      const handler = (impl as Record<string, BoundMethod['handler'] | undefined>)[method.localName];
      bound.set(path, {
        method,
        path,
        handler: handler?.bind(impl) ?? (() => noHandler(method)),
        maxRequestBytes: maxRequestBytes(method),
        passesOn: passesOn && handler !== undefined,
        ...directions(method),
      });
    }
  }
  return bound;
}

/**
 * The response of a method without a handler.
 * @throws ConnectError
 */
export function noHandler({ parent, name }: DescMethod): never {
  throw fail(Code.Unimplemented, 'UNIMPLEMENTED', `/${parent.typeName}/${name} has no handler`);
}

function directions({ methodKind }: DescMethod): Pick<BoundMethod, 'clientStreams' | 'serverStreams'> {
  return {
    clientStreams: methodKind === 'client_streaming' || methodKind === 'bidi_streaming',
    serverStreams: methodKind === 'server_streaming' || methodKind === 'bidi_streaming',
  };
}
