import { DomainError } from '../../../platform/domain-error.ts';

/** In Unicode code points, as the contract's max_len counts. */
export const DISPLAY_NAME_LIMIT = 50;
export const BIO_LIMIT = 160;
const DEVICE_NAME_LIMIT = 100;

/** NFC makes at most three code points one, and a CRLF counts once: what is far longer is refused unread. */
const MAX_SHRINKAGE = 4;

/** A name on one line; empty when nothing of it could be seen. @throws DomainError as `text` does */
export function displayName(raw: string, field: string): string {
  return oneLine(raw, DISPLAY_NAME_LIMIT, field);
}

/** What a client calls itself. @throws DomainError as `text` does */
export function deviceName(raw: string, field: string): string {
  return oneLine(raw, DEVICE_NAME_LIMIT, field);
}

/** A few lines about oneself. @throws DomainError as `text` does */
export function bio(raw: string, field: string): string {
  return text(raw, BIO_LIMIT, field);
}

function oneLine(raw: string, limit: number, field: string): string {
  const line = text(raw, limit, field);
  if (line.includes('\n')) throw controlCharacter(field, 'U+000A');
  return line;
}

/**
 * NFC, line feeds for CRLF and CR, no white space around it.
 *
 * @throws DomainError TEXT_TOO_LONG (metadata length, limit, unit), TEXT_CONTROL_CHARACTER
 */
function text(raw: string, limit: number, field: string): string {
  if (raw.length > 2 * MAX_SHRINKAGE * limit) throw tooLong(field, raw.length, limit);
  const normal = raw.toWellFormed().replace(/\r\n?/g, '\n').normalize('NFC').trim();
  const control = /(?!\n)\p{Cc}/u.exec(normal)?.[0];
  if (control !== undefined) {
    const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw controlCharacter(field, `U+${code}`);
  }
  if (/^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u.test(normal)) return '';
  const length = [...normal].length;
  if (length > limit) throw tooLong(field, length, limit);
  return normal;
}

function tooLong(field: string, length: number, limit: number): DomainError {
  return new DomainError('TEXT_TOO_LONG', `${field} has ${length} characters; the limit is ${limit}`, {
    field,
    metadata: { length: String(length), limit: String(limit), unit: 'code points' },
  });
}

function controlCharacter(field: string, code: string): DomainError {
  return new DomainError('TEXT_CONTROL_CHARACTER', `${field} has the control character ${code}`, { field });
}
