import { graphemeCount } from '../../../platform/text/graphemes.ts';
import { type NormalText, normalize, tooLong } from '../../../platform/text/normalize.ts';
import { Characters } from './characters.ts';
import { type Entities, entitiesOf } from './entities.ts';

/** The length of any link, however long it is. */
export const LINK_LENGTH = 23;

export interface TextLimits {
  /** The most user-perceived characters (graphemes). A link counts 23. */
  readonly maxGraphemes: number;
  /** The most bytes of UTF-8. Links count as written. */
  readonly maxBytes: number;
}

/** The limits of a server without other settings. */
export const DEFAULT_LIMITS: TextLimits = { maxGraphemes: 280, maxBytes: 4000 };

/** A post's text in its normal form, its entities, and why it is refused. */
export interface PostText extends NormalText {
  /** Empty if the text is refused for its characters or bytes. */
  readonly entities: Entities;
}

/**
 * A post's text as it is stored, or why it is refused.
 *
 * @param mayBeEmpty whether other content, such as media, allows an empty text
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

/** The length of a normal text for the limit: its graphemes, each link as 23. */
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
