import { LinkifyIt, REBuilder } from 'linkify-it';
import { parse } from 'tldts';

/** A piece of a text, in UTF-16 units, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface LinkSpan extends Span {
  /** With its scheme; a bare domain leads to https. */
  readonly url: string;
}

/** What is found is judged by the public suffix list, so any last label will do at first. */
class AnyTopLevel extends REBuilder {
  override get_tld(): RegExp {
    return this.get_domain_root();
  }
}

const recognizer = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, rebuilder: new AnyTopLevel() })
  .add('ftp:', null)
  .add('//', null);

/**
 * The links of a text, in order: http and https addresses, and bare domains under a real public suffix.
 * `taken` has these and the e-mail addresses too: no mention and no hashtag is looked for in there.
 */
export function findLinks(text: string): { links: LinkSpan[]; taken: Span[] } {
  const links: LinkSpan[] = [];
  const taken: Span[] = [];
  for (const { schema, index, lastIndex, raw } of recognizer.match(text) ?? []) {
    const span = { start: index, end: lastIndex };
    if (schema === '' && !isRegistered(raw)) continue;
    taken.push(span);
    if (schema !== 'mailto:') links.push({ ...span, url: schema === '' ? `https://${raw}` : raw });
  }
  return { links, taken };
}

function isRegistered(address: string): boolean {
  const { domain, isIcann, isPrivate } = parse(address, { allowPrivateDomains: true });
  return domain !== null && (isIcann === true || isPrivate === true);
}
