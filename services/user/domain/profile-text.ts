import { graphemeCount } from '../../../platform/text/graphemes.ts';
import { normalize, tooLong } from '../../../platform/text/normalize.ts';
import { requireValidText } from '../../../platform/text/require-valid-text.ts';

/** In user-perceived characters (graphemes). */
export const DISPLAY_NAME_LIMIT = 50;
export const BIO_LIMIT = 160;
const DEVICE_NAME_LIMIT = 100;

/** UTF-8 for each grapheme of a limit, as the contract's max_bytes: a family of four is 25 bytes. */
const BYTES_PER_GRAPHEME = 32;

/** A name on one line; empty when nothing of it could be seen. @throws DomainError as `text` does */
export function displayName(raw: string, field: string): string {
  return text(raw, { limit: DISPLAY_NAME_LIMIT, oneLine: true }, field);
}

/** What a client calls itself. @throws DomainError as `text` does */
export function deviceName(raw: string, field: string): string {
  return text(raw, { limit: DEVICE_NAME_LIMIT, oneLine: true }, field);
}

/** A few lines about oneself. @throws DomainError as `text` does */
export function bio(raw: string, field: string): string {
  return text(raw, { limit: BIO_LIMIT, oneLine: false }, field);
}

/**
 * NFC, line feeds for CRLF and CR, no white space around it. A name stands within lines of others, so it has neither
 * line breaks nor controls of direction.
 *
 * @throws DomainError TEXT_TOO_LONG (metadata length, limit, unit), TEXT_CONTROL_CHARACTER and TEXT_CHARACTER_INVALID
 *   (metadata position)
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
