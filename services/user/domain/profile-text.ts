import { graphemeCount } from '../../../platform/text/graphemes.ts';
import { normalize, tooLong } from '../../../platform/text/normalize.ts';
import { requireValidText } from '../../../platform/text/require-valid-text.ts';

/** Limits in user-perceived characters (graphemes). */
export const DISPLAY_NAME_LIMIT = 50;
export const BIO_LIMIT = 160;
const DEVICE_NAME_LIMIT = 100;

/** The most bytes of UTF-8 for each grapheme of a limit, as in the contract's max_bytes. A family of four takes 25 bytes. */
const BYTES_PER_GRAPHEME = 32;

/** A name on one line; empty if nothing of it is visible. @throws DomainError as `text` does */
export function displayName(raw: string, field: string): string {
  return text(raw, { limit: DISPLAY_NAME_LIMIT, oneLine: true }, field);
}

/** The name of a client's device. @throws DomainError as `text` does */
export function deviceName(raw: string, field: string): string {
  return text(raw, { limit: DEVICE_NAME_LIMIT, oneLine: true }, field);
}

/** A person's text about themselves. @throws DomainError as `text` does */
export function bio(raw: string, field: string): string {
  return text(raw, { limit: BIO_LIMIT, oneLine: false }, field);
}

/**
 * Normalises to NFC, with line feeds for CRLF and CR, and trims white space. A name appears within lines of other text, so
 * line breaks and direction controls are not allowed in it.
 *
 * @throws DomainError TEXT_TOO_LONG (metadata length, limit, unit), TEXT_CONTROL_CHARACTER and TEXT_CHARACTER_INVALID
 * (metadata position)
 */
function text(raw: string, { limit, oneLine }: { limit: number; oneLine: boolean }, field: string): string {
  const maxBytes = limit * BYTES_PER_GRAPHEME;
  const normal = normalize(raw, { maxBytes, oneLine, noDirections: oneLine, trimmed: true });
  if (normal.blank && normal.fault === undefined) return '';
  const length = normal.fault === undefined ? graphemeCount(normal.text) : 0;
  return requireValidText(
    length > limit ? { ...normal, fault: tooLong(length, limit, 'graphemes') } : normal,
    field,
  );
}
