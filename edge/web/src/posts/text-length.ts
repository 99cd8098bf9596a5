const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const link = /https?:\/\/\S+/g;
/** What any link counts. */
const linkLength = 23;

/** The longest text of a post, in characters as people see them. The server has the last word: it knows its own setting. */
export const maxLength = 280;

/** Characters as people see them: a family of four is one, and a link counts 23. */
export function textLength(text: string): number {
  const links = text.match(link)?.length ?? 0;
  let length = links * linkLength;
  for (const _ of graphemes.segment(text.normalize('NFC').replace(link, ''))) length += 1;
  return length;
}
