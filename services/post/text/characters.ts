import { EMOJI_PART, kindOf, SYMBOL } from './kinds.ts';

/** A range of a text in Unicode code points; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text as code points with their kinds. It counts every read of a character, so that tests can bound the work. */
export class Characters {
  readonly length: number;
  /** The number of reads. */
  steps = 0;
  /** Most texts have no surrogate pairs: there each UTF-16 unit is a code point, and nothing is copied. */
  readonly #characters: string | readonly string[];
  readonly #kinds: Uint32Array;

  constructor(text: string) {
    const characters = /[\ud800-\udfff]/.test(text) ? [...text] : text;
    this.#characters = characters;
    this.length = characters.length;
    this.#kinds = new Uint32Array(characters.length);
    for (let at = 0; at < characters.length; at++) this.#kinds[at] = kindOf(characters[at]!);
    for (let at = characters.indexOf('\u20e3'); at >= 0; at = characters.indexOf('\u20e3', at + 1)) {
      // A keycap: the digit or # before it is an emoji, with or without a variation selector between them.
      const base = characters[at - 1] === '\ufe0f' ? at - 2 : at - 1;
      if (!/^[0-9#*]$/.test(characters[base] ?? '')) continue;
      this.#kinds.fill(EMOJI_PART, base + 1, at);
      this.#kinds[base] = SYMBOL;
    }
  }

  /** 0 outside the text. */
  kind(at: number): number {
    this.steps += 1;
    return this.#kinds[at] ?? 0;
  }

  is(at: number, kinds: number): boolean {
    return (this.kind(at) & kinds) !== 0;
  }

  /** Empty outside the text. */
  at(at: number): string {
    this.steps += 1;
    return this.#characters[at] ?? '';
  }

  slice(start: number, end: number): string {
    this.steps += end - start;
    const part = this.#characters.slice(start, end);
    return typeof part === 'string' ? part : part.join('');
  }

  /** Whether the ASCII text is here, in any case. */
  has(at: number, lowerCase: string): boolean {
    for (let offset = 0; offset < lowerCase.length; offset++) {
      const character = this.at(at + offset);
      if (character !== lowerCase[offset] && character.toLowerCase() !== lowerCase[offset]) return false;
    }
    return true;
  }
}
