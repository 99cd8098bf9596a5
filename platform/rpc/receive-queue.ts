interface Waiter<T> {
  resolve(result: IteratorResult<T>): void;
  reject(reason: unknown): void;
}

/**
 * Messages from a wire as an async iterator. It requests a message when its reader does, so unread data stays behind
 * the transport's flow control.
 */
export class ReceiveQueue<T> implements AsyncIterableIterator<T> {
  readonly #pull: () => void;
  readonly #leave: (() => void) | undefined;
  readonly #arrived: T[] = [];
  readonly #waiters: Waiter<T>[] = [];
  #ended = false;
  #failure: { reason: unknown } | undefined;

  /** `pull` requests one message from the wire; `leave` tells it that the reader wants no more. */
  constructor(pull: () => void, leave?: () => void) {
    this.#pull = pull;
    this.#leave = leave;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  push(message: T): void {
    if (this.#ended) return;
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#arrived.push(message);
    else waiter.resolve({ done: false, value: message });
    if (this.#waiters.length > 0) this.#pull();
  }

  /** Ends the messages; a failure reaches the reader after the messages that have arrived. */
  end(failure?: { reason: unknown }): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    for (const waiter of this.#waiters.splice(0)) this.#settle(waiter);
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#arrived.length > 0) return Promise.resolve({ done: false, value: this.#arrived.shift()! });
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        this.#settle({ resolve, reject });
        return;
      }
      this.#waiters.push({ resolve, reject });
      if (this.#waiters.length === 1) this.#pull();
    });
  }

  async return(): Promise<IteratorResult<T>> {
    this.#arrived.length = 0;
    const left = !this.#ended;
    this.end();
    if (left) this.#leave?.();
    return { done: true, value: undefined };
  }

  #settle(waiter: Waiter<T>): void {
    const failure = this.#failure;
    // A failure is given once; later reads get the end.
    this.#failure = undefined;
    if (failure === undefined) waiter.resolve({ done: true, value: undefined });
    else waiter.reject(failure.reason);
  }
}
