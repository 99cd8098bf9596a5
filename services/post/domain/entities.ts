import { findLinks, type Span } from './links.ts';

/** Positions count Unicode code points from the start of the text; `end` is behind the last. */
export interface MentionEntity {
  readonly start: number;
  readonly end: number;
  /** As it was written, without the @. */
  readonly handle: string;
}

export interface HashtagEntity {
  readonly start: number;
  readonly end: number;
  /** In lower case, without the #. */
  readonly tag: string;
}

export interface LinkEntity {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

/** What a text names, each list in order of position; no two entities overlap. */
export interface Entities {
  readonly mentions: readonly MentionEntity[];
  readonly hashtags: readonly HashtagEntity[];
  readonly links: readonly LinkEntity[];
}

export const HASHTAG_MAX_CODE_POINTS = 100;

/**
 * `@` and 1-30 letters, digits, underscores (a longer run is nobody's handle), or `#` and a word. Neither may
 * follow what looks like the inside of a word, but scripts written without spaces may stand before a mention.
 */
const pattern =
  /(?<![\p{Script=Latin}\p{M}\p{N}_@])@(?<handle>[A-Za-z0-9_]{1,30})(?![\p{Script=Latin}\p{M}\p{N}_@])|(?<![\p{L}\p{M}\p{N}_&#])#(?<word>[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_]*)/gu;

/** Reads a normalised text (see text.ts). Takes any string, in time linear in its length. */
export function findEntities(text: string): Entities {
  const { links, taken } = findLinks(text);
  const codePoint = codePointsOf(text);
  const mentions: MentionEntity[] = [];
  const hashtags: HashtagEntity[] = [];
  let next = 0;
  for (const match of text.matchAll(pattern)) {
    const span = { start: match.index, end: match.index + match[0].length };
    while (taken[next] !== undefined && (taken[next] as Span).end <= span.start) next += 1;
    if (taken[next] !== undefined && (taken[next] as Span).start < span.end) continue;
    const { handle, word } = match.groups as { handle?: string; word?: string };
    if (handle !== undefined) mentions.push({ ...places(span, codePoint), handle });
    else if (word !== undefined && isTag(word)) {
      hashtags.push({ ...places(span, codePoint), tag: word.toLowerCase().normalize('NFC') });
    }
  }
  return {
    mentions,
    hashtags,
    links: links.map(({ url, ...span }) => ({ ...places(span, codePoint), url })),
  };
}

/** `#2026` is a number and `#_` a line; a tag has a letter. */
function isTag(word: string): boolean {
  if (!/\p{L}/u.test(word)) return false;
  return word.length <= HASHTAG_MAX_CODE_POINTS || [...word].length <= HASHTAG_MAX_CODE_POINTS;
}

function places(span: Span, codePoint: (unit: number) => number): Span {
  return { start: codePoint(span.start), end: codePoint(span.end) };
}

/** From positions in UTF-16 units to positions in code points. */
function codePointsOf(text: string): (unit: number) => number {
  if (!/[\u{10000}-\u{10ffff}]/u.test(text)) return (unit) => unit;
  const positions = new Uint32Array(text.length + 1);
  let count = 0;
  let unit = 0;
  for (const character of text) {
    positions.fill(count, unit, unit + character.length);
    unit += character.length;
    count += 1;
  }
  positions[text.length] = count;
  return (at) => positions[at] as number;
}
