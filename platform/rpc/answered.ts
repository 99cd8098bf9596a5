import type { CallContext } from './call-context.ts';

/** A unary response or a stream as the caller gets it; headers are created on use. */
export class Answered<M> {
  readonly stream: boolean;
  readonly message: M;
  readonly #context: CallContext;

  constructor(context: CallContext, message: M) {
    this.#context = context;
    this.stream = context.method.methodKind !== 'unary';
    this.message = message;
  }

  get method() {
    return this.#context.method;
  }

  get service() {
    return this.#context.service;
  }

  get header(): Headers {
    return this.#context.responseHeader;
  }

  get trailer(): Headers {
    return this.#context.responseTrailer;
  }
}
