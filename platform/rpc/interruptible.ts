interface Waiter<T> {
  resolve(result: IteratorResult<T>): void;
  reject(reason: unknown): void;
}

/**
 * The steps of a source, each of which an interruption ends at once, even if the source hangs.
 * (Promise.race against one long promise would do the same and keep every step's memory.)
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

  /** Fails the step that is waited for and all later ones, and lets the source go. */
  interrupt(reason: unknown): void {
    this.#interruption ??= { reason };
    this.#waiter?.reject(reason);
    this.#source.return?.()?.catch(() => {});
  }
}
