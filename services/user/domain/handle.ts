import { DomainError } from '../../../platform/domain-error.ts';

/** A handle as its owner spells it, and its unique key. */
export interface Handle {
  readonly shown: string;
  /** In lower case. Handles with one key are the same handle. */
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

/** The key to look up a handle; undefined for a text that is no valid handle. */
export function handleKey(text: string): string | undefined {
  // Checked before lower-casing, because the Kelvin sign and similar letters become ASCII letters.
  return HANDLE.test(text) ? text.toLowerCase() : undefined;
}
