import type { Expected } from '../../hosting/examples.ts';

/** Texts that are no handle. */
export const badHandles = [
  '',
  'a'.repeat(31),
  'with space',
  'dot.dot',
  'dash-ed',
  'ümlaut',
  'ada\n',
  '@ada',
  'а',
  '\u212aelvin',
  '🙂',
];
/** Invalid mail addresses. */
export const badEmails = [
  'nobody',
  '@example.org',
  'a@',
  'a b@example.org',
  'a@b@c',
  'a@exa mple.org',
  `${'a'.repeat(250)}@example.org`,
];
/** Invalid region codes. */
export const badRegions = ['d', 'de', 'DEU', 'D1', 'ÄÖ', '  '];

/** A name, bio or device above its limit of user-perceived characters. */
export function overLength(name: string, length: number, limit: number): Expected {
  const metadata = { length: String(length), limit: String(limit), unit: 'graphemes' };
  return { reason: 'TEXT_TOO_LONG', field: name, metadata };
}
