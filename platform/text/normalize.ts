import { type BadCharacter, badCharacter, type CharacterRules, isBlank, MAX_MARKS } from './characters.ts';

export interface TextRules extends CharacterRules {
  /** The limit in UTF-8, after normalisation. */
  readonly maxBytes: number;
  /** White space at both ends is removed. */
  readonly trimmed?: boolean;
}

/** Why a text is refused: reason, message and metadata of the contract. */
export interface TextFault {
  readonly reason: 'TEXT_TOO_LONG' | 'TEXT_CONTROL_CHARACTER' | 'TEXT_CHARACTER_INVALID' | 'TEXT_EMPTY';
  readonly message: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A text in normal form, and what is wrong with it. */
export interface NormalText {
  /** The given text if it is too long to be normalised. */
  readonly text: string;
  /** Nothing of it is visible. */
  readonly blank: boolean;
  readonly fault?: TextFault;
}

/**
 * NFC can shorten UTF-8 to a third (three Hangul jamo become one syllable) and CRLF becomes half. A text longer than
 * this multiple of the limit is therefore refused before any work.
 */
const MAX_SHRINKAGE = 4;

/** Unicode NFC, with line feeds for CRLF and CR. Idempotent. */
export function normalize(raw: string, rules: TextRules): NormalText {
  // A UTF-16 unit takes at least a byte, so a far too long text need not be measured.
  const rawBytes = raw.length > rules.maxBytes * MAX_SHRINKAGE ? raw.length : utf8Length(raw);
  if (rawBytes > rules.maxBytes * MAX_SHRINKAGE) {
    return { text: raw, blank: false, fault: tooLong(rawBytes, rules.maxBytes, 'bytes') };
  }
  const folded = raw.replace(/\r\n?/g, '\n');
  const written = rules.trimmed ? folded.trim() : folded;
  const normal = { text: written.normalize('NFC'), blank: isBlank(written) };
  const bytes = utf8Length(normal.text);
  if (bytes > rules.maxBytes) return { ...normal, fault: tooLong(bytes, rules.maxBytes, 'bytes') };
  const bad = badCharacter(written, rules);
  if (bad === undefined) return normal;
  // White space is one UTF-16 unit a code point.
  const position = positionIn(raw, folded.indexOf(written) + bad.position);
  return { ...normal, fault: invalid({ ...bad, position }) };
}

/** Maps a position in the folded text to code points of the given text. */
function positionIn(raw: string, position: number): number {
  const pieces = raw.match(/\r\n|./gsu) ?? [];
  return position + pieces.slice(0, position).filter((piece) => piece === '\r\n').length;
}

/** In bytes; a lone surrogate counts as U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) bytes += unit < 0x800 ? 1 : 2;
    if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      // A surrogate pair is four bytes.
      at += 1;
    }
  }
  return bytes;
}

export function tooLong(length: number, limit: number, unit: 'bytes' | 'graphemes'): TextFault {
  return {
    reason: 'TEXT_TOO_LONG',
    message: `the text has ${length} ${unit}; the limit is ${limit}`,
    metadata: { length: String(length), limit: String(limit), unit },
  };
}

function invalid({ kind, position, name }: BadCharacter): TextFault {
  const metadata = { position: String(position) };
  if (kind === 'control') {
    const message = `the text has the control character ${name} at position ${position}`;
    return { reason: 'TEXT_CONTROL_CHARACTER', message, metadata };
  }
  const what = {
    surrogate: `half of a surrogate pair, ${name},`,
    direction: `the control of direction ${name}`,
    mark: `more than ${MAX_MARKS} marks on one letter, the first too many`,
  }[kind];
  const message = `the text has ${what} at position ${position}`;
  return { reason: 'TEXT_CHARACTER_INVALID', message, metadata };
}
