import { countGraphemes } from 'unicode-segmenter/grapheme';

/**
 * User-perceived characters: extended grapheme clusters of UAX #29. A library instead of `Intl.Segmenter`, because
 * browsers have different Unicode versions, and the page must count as the server does.
 */
export function graphemeCount(text: string): number {
  // Without CR, each ASCII character is a grapheme.
  return /^[\n\x20-\x7e]*$/.test(text) ? text.length : countGraphemes(text);
}
