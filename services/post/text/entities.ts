import { Characters, type Span } from './characters.ts';
import { linkAt } from './links.ts';
import { hashtagEnd, mentionEnd } from './names.ts';
import { bracketPartners } from './paths.ts';

/** Positions count Unicode code points from the start of the text. `end` is exclusive. */
export interface MentionEntity extends Span {
  /** As written, without the @. */
  readonly handle: string;
}

export interface HashtagEntity extends Span {
  /** In lower case, without the #. */
  readonly tag: string;
}

export interface LinkEntity extends Span {
  /** With its scheme; https for a host without one. */
  readonly url: string;
}

/** The entities of a text, each list in order of position. Entities do not overlap. */
export interface Entities {
  readonly mentions: readonly MentionEntity[];
  readonly hashtags: readonly HashtagEntity[];
  readonly links: readonly LinkEntity[];
}

/** Finds the entities of a normalised text (see post-text.ts). Accepts any string, in time linear in its length. */
export function findEntities(text: string): Entities {
  return entitiesOf(new Characters(text));
}

/** The same, for a text that is split into characters already. Tests count its steps. */
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

/** Lower-casing can decompose a letter, so the tag is normalised again. */
function tagOf(word: string): string {
  return word.toLowerCase().normalize('NFC');
}
