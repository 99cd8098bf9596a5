/** In Unicode code points, half-open. */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface Mention extends Span {
  readonly userId: string;
}

interface Link extends Span {
  readonly url: string;
}

/** A post's text with the entities that the server found. */
interface Text {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly hashtags: readonly Span[];
  readonly links: readonly Link[];
}

/** A piece of a text, and what it names. */
export interface Part extends Span {
  readonly text: string;
  readonly entity?: { readonly mention: Mention } | { readonly hashtag: Span } | { readonly link: Link };
}

/**
 * Splits a text at its mentions, hashtags and links without losing anything; entities that do not fit the text are
 * ignored.
 */
export function partsOf({ text, mentions, hashtags, links }: Text): Part[] {
  const points = [...text];
  const named = [
    ...mentions.map((mention) => ({ ...spanOf(mention), entity: { mention } })),
    ...hashtags.map((hashtag) => ({ ...spanOf(hashtag), entity: { hashtag } })),
    ...links.map((link) => ({ ...spanOf(link), entity: { link } })),
  ].sort((a, b) => a.start - b.start);
  const parts: Part[] = [];
  const add = (part: Omit<Part, 'text'>) => {
    if (part.start < part.end) parts.push({ ...part, text: points.slice(part.start, part.end).join('') });
  };
  let from = 0;
  for (const part of named) {
    if (part.start < from || part.end > points.length) continue;
    add({ start: from, end: part.start });
    add(part);
    from = part.end;
  }
  add({ start: from, end: points.length });
  return parts;
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
