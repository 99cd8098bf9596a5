import { DomainError } from '../../../platform/domain-error.ts';
import { findLinks } from './links.ts';

/** What any link counts, however long it is. */
export const LINK_LENGTH = 23;

export interface TextLimits {
  /** User-perceived characters (graphemes), links counting 23 each. */
  readonly maxGraphemes: number;
  /** UTF-8, links as written. */
  readonly maxBytes: number;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * NFC can shorten UTF-8 to a third (three Hangul jamo become one syllable) and a CRLF becomes half of it, so
 * what is longer than this many times the limit is refused before any work is put into it.
 */
const MAX_SHRINKAGE = 4;

/**
 * A text as it is stored: Unicode NFC, line feeds for CRLF and CR, and otherwise as it was written.
 * `mayBeEmpty`: something else makes the post, such as media.
 *
 * @throws DomainError TEXT_TOO_LONG (metadata length, limit, unit `bytes` or `graphemes`),
 *   TEXT_CONTROL_CHARACTER, TEXT_EMPTY; field `text`.
 */
export function normalizeText(raw: string, limits: TextLimits, mayBeEmpty = false): string {
  const rawBytes = Buffer.byteLength(raw);
  if (rawBytes > limits.maxBytes * MAX_SHRINKAGE) throw tooLong(rawBytes, limits.maxBytes, 'bytes');
  const text = raw.toWellFormed().replace(/\r\n?/g, '\n').normalize('NFC');
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.maxBytes) throw tooLong(bytes, limits.maxBytes, 'bytes');
  refuseControlCharacters(text);
  if (!mayBeEmpty && isBlank(text))
    throw new DomainError('TEXT_EMPTY', 'the text is empty', { field: 'text' });
  const length = textLength(text);
  if (length > limits.maxGraphemes) throw tooLong(length, limits.maxGraphemes, 'graphemes');
  return text;
}

/** The length that the limit is about: graphemes, every link counting 23. */
export function textLength(text: string): number {
  let length = 0;
  let from = 0;
  for (const { start, end } of findLinks(text).links) {
    length += countGraphemes(text.slice(from, start)) + LINK_LENGTH;
    from = end;
  }
  return length + countGraphemes(text.slice(from));
}

function countGraphemes(text: string): number {
  // Without CR, each ASCII character is a grapheme.
  if (/^[\n\x20-\x7e]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}

/** Cc but line feed; format characters (joiners, direction marks) are part of writing and of emoji. */
function refuseControlCharacters(text: string): void {
  const found = /(?!\n)\p{Cc}/u.exec(text)?.[0];
  if (found === undefined) return;
  const code = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  throw new DomainError('TEXT_CONTROL_CHARACTER', `the text has the control character ${code}`, {
    field: 'text',
  });
}

/** Nothing that anyone could see: white space, and characters that never show by themselves. */
function isBlank(text: string): boolean {
  return /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u.test(text);
}

function tooLong(length: number, limit: number, unit: 'bytes' | 'graphemes'): DomainError {
  return new DomainError('TEXT_TOO_LONG', `the text has ${length} ${unit}; the limit is ${limit}`, {
    field: 'text',
    metadata: { length: String(length), limit: String(limit), unit },
  });
}
