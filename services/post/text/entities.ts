import { Characters, type Span } from './characters.ts';
import { linkAt } from './links.ts';
import { hashtagEnd, mentionEnd } from './names.ts';
import { bracketPartners } from './paths.ts';

/** Positions count Unicode code points from the start of the text; `end` is behind the last. */
export interface MentionEntity extends Span {
  /** As it was written, without the @. */
  readonly handle: string;
}

export interface HashtagEntity extends Span {
  /** In lower case, without the #. */
  readonly tag: string;
}

export interface LinkEntity extends Span {
  /** With its scheme; a host without one leads to https. */
  readonly url: string;
}

/** What a text names, each list in order of position; no two entities overlap. */
export interface Entities {
  readonly mentions: readonly MentionEntity[];
  readonly hashtags: readonly HashtagEntity[];
  readonly links: readonly LinkEntity[];
}

/** Reads a normalised text (see post-text.ts). Takes any string, in time linear in its length. */
export function findEntities(text: string): Entities {
  return entitiesOf(new Characters(text));
}

/** The same of what was read already: tests look at its steps. */
export function entitiesOf(text: Characters): Entities {
  const mentions: MentionEntity[] = [];
  const hashtags: HashtagEntity[] = [];
  const links: LinkEntity[] = [];
  const partners = bracketPartners(text);
  let end: number;
  for (let start = 0; start < text.length; start = Math.max(end, start + 1)) {
    end = start;
    const tagEnd = hashtagEnd(text, start);
    const handleEnd = mentionEnd(text, start);
    if (tagEnd !== undefined) {
      end = tagEnd;
      hashtags.push({ start, end, tag: tagOf(text.slice(start + 1, end)) });
    } else if (handleEnd !== undefined) {
      end = handleEnd;
      mentions.push({ start, end, handle: text.slice(start + 1, end) });
    } else {
      const link = linkAt(text, start, partners);
      end = link?.end ?? start;
      if (link?.url !== undefined) links.push({ start, end, url: link.url });
    }
  }
  return { mentions, hashtags, links };
}

/** Lower-casing can take a letter apart. */
function tagOf(word: string): string {
  return word.toLowerCase().normalize('NFC');
}
