import { inspect } from 'node:util';

/** Printed in place of a secret. */
export const HIDDEN = '[hidden]';

/** A secret setting. String conversion, JSON and inspect give `[hidden]`; only `reveal` gives the value. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
