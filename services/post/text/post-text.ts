import { graphemeCount } from '../../../platform/text/graphemes.ts';
import { type NormalText, normalize, tooLong } from '../../../platform/text/normalize.ts';
import { Characters } from './characters.ts';
import { entitiesOf } from './entities.ts';

/** What any link counts, however long it is. */
export const LINK_LENGTH = 23;

export interface TextLimits {
  /** User-perceived characters (graphemes), links counting 23 each. */
  readonly maxGraphemes: number;
  /** UTF-8, links as written. */
  readonly maxBytes: number;
}

/** What the server takes unless its settings say otherwise. */
export const DEFAULT_LIMITS: TextLimits = { maxGraphemes: 280, maxBytes: 4000 };

/**
 * A post's text as it is stored, or why it is refused.
 *
 * @param mayBeEmpty something else makes the post, such as media
 */
export function readPostText(raw: string, limits: TextLimits, mayBeEmpty = false): NormalText {
  const normal = normalize(raw, limits);
  if (normal.fault !== undefined) return normal;
  if (normal.blank && !mayBeEmpty) {
    return { ...normal, fault: { reason: 'TEXT_EMPTY', message: 'the text is empty' } };
  }
  const length = textLength(normal.text);
  if (length <= limits.maxGraphemes) return normal;
  return { ...normal, fault: tooLong(length, limits.maxGraphemes, 'graphemes') };
}

/** The length that the limit is about, of a normal text: graphemes, every link counting 23. */
export function textLength(text: string): number {
  const characters = new Characters(text);
  let length = 0;
  let from = 0;
  for (const { start, end } of entitiesOf(characters).links) {
    length += graphemeCount(characters.slice(from, start)) + LINK_LENGTH;
    from = end;
  }
  return length + graphemeCount(characters.slice(from, characters.length));
}
