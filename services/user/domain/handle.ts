import { DomainError } from '../../../platform/domain-error.ts';

/** A handle as its owner spells it, and the key that makes it unique. */
export interface Handle {
  readonly shown: string;
  /** In lower case: two handles with one key are the same handle. */
  readonly key: string;
}

const HANDLE = /^[A-Za-z0-9_]{1,30}$/;

/** @throws DomainError FIELD_INVALID for anything but 1 to 30 ASCII letters, digits and underscores. */
export function parseHandle(text: string, field: string): Handle {
  const key = handleKey(text);
  if (key === undefined) {
    throw new DomainError('FIELD_INVALID', 'a handle has 1 to 30 of the letters a-z, digits and underscore', {
      field,
    });
  }
  return { shown: text, key };
}

/** The key to look a handle up by; undefined for what can be nobody's handle. */
export function handleKey(text: string): string | undefined {
  // Looked at before it is lowered: the Kelvin sign and its like lower to ASCII letters.
  return HANDLE.test(text) ? text.toLowerCase() : undefined;
}
