import { graphemeCount } from '../../../platform/text/graphemes.ts';
import { type NormalText, normalize, tooLong } from '../../../platform/text/normalize.ts';
import { Characters } from './characters.ts';
import { type Entities, entitiesOf } from './entities.ts';

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

/** A post's text in its normal form, what it names, and what is wrong with it. */
export interface PostText extends NormalText {
  /** Empty where the text is refused for its characters or bytes. */
  readonly entities: Entities;
}

/**
 * A post's text as it is stored, or why it is refused.
 *
 * @param mayBeEmpty something else makes the post, such as media
 */
export function readPostText(raw: string, limits: TextLimits, mayBeEmpty = false): PostText {
  const normal = normalize(raw, limits);
  if (normal.fault !== undefined) return { ...normal, entities: none };
  const characters = new Characters(normal.text);
  const entities = entitiesOf(characters);
  const length = lengthOf(characters, entities);
  if (normal.blank && !mayBeEmpty) {
    return { ...normal, entities, fault: { reason: 'TEXT_EMPTY', message: 'the text is empty' } };
  }
  if (length <= limits.maxGraphemes) return { ...normal, entities };
  return { ...normal, entities, fault: tooLong(length, limits.maxGraphemes, 'graphemes') };
}

const none: Entities = { mentions: [], hashtags: [], links: [] };

/** The length that the limit is about, of a normal text: graphemes, every link counting 23. */
export function textLength(text: string): number {
  const characters = new Characters(text);
  return lengthOf(characters, entitiesOf(characters));
}

function lengthOf(characters: Characters, { links }: Entities): number {
  let length = 0;
  let from = 0;
  for (const { start, end } of links) {
    length += graphemeCount(characters.slice(from, start)) + LINK_LENGTH;
    from = end;
  }
  return length + graphemeCount(characters.slice(from, characters.length));
}
