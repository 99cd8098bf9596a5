interface Waiter<T> {
  resolve(result: IteratorResult<T>): void;
  reject(reason: unknown): void;
}

/**
 * Iterates over a source; an interruption ends the current step at once, even if the source hangs. (Promise.race
 * against a long-lived promise would do the same but retain memory for every step.)
 */
export class Interruptible<S, T> implements AsyncIterableIterator<T> {
  readonly #source: AsyncIterator<S>;
  readonly #map: (value: S) => T;
  #waiter: Waiter<T> | undefined;
  #interruption: { reason: unknown } | undefined;

  constructor(source: AsyncIterator<S>, map: (value: S) => T) {
    this.#source = source;
    this.#map = map;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T>> {
    return new Promise((resolve, reject) => {
      if (this.#interruption !== undefined) {
        reject(this.#interruption.reason);
        return;
      }
      this.#waiter = { resolve, reject };
      this.#source.next().then((result) => {
        try {
          resolve(
            result.done ? { done: true, value: undefined } : { done: false, value: this.#map(result.value) },
          );
        } catch (reason) {
          reject(reason);
        }
      }, reject);
    });
  }

  async return(): Promise<IteratorResult<T>> {
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  /** Fails the current step and all later ones, and releases the source. */
  interrupt(reason: unknown): void {
    this.#interruption ??= { reason };
    this.#waiter?.reject(reason);
    this.#source.return?.()?.catch(() => {});
  }
}
