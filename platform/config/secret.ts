import { inspect } from 'node:util';

/** What every print-out shows in place of a secret. */
export const HIDDEN = '[hidden]';

/** A secret setting. It prints as `[hidden]` wherever it lands (string, JSON, inspect); only `reveal` gives it. */
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
