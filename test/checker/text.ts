import type { Hashtag, Link } from './model/state.ts';
import type { Random } from './random.ts';

/** A text and its entities, composed of pieces so that no parser is needed. */
export interface Text {
  /** As a client sends it: with decomposed letters and CRLF. */
  readonly raw: string;
  /** As it is stored. */
  readonly text: string;
  /** Handles after an @, whether or not they exist. */
  readonly named: readonly { readonly start: number; readonly end: number; readonly handle: string }[];
  readonly hashtags: readonly Hashtag[];
  readonly links: readonly Link[];
}

const words =
  'hello skein ready Cafe\u0301 A\u030angstro\u0308m 日本語 שלום مرحبا 👩‍👩‍👧 👍🏽 e\u0301te\u0301 a@example.com & 1/2 … \u1112\u1161\u11ab # @ #1 x@y README.md 3.am it.So Node.js x#y 日本#x'.split(
    ' ',
  );
const tags = [
  '#Skein',
  '#skein',
  // One beginning, so that their order shows how often each occurs.
  ...['#skeins', '#skeined', '#ski', '#Skiff', '#skies', '#skill'],
  '#Mu\u0308nchen',
  '#日本語',
  '#a_1',
  '#Ωmega',
  '#नमस्ते',
  '#2026x',
  '＃花',
  '#نرم\u200cافزار',
  '#il·lusió',
  '#スター・ウォーズ',
];
const links = [
  ['https://example.org/a?b=1', 'https://example.org/a?b=1'],
  ['http://example.com/x#y', 'http://example.com/x#y'],
  ['skein.dev/path', 'https://skein.dev/path'],
  ['EXAMPLE.NET', 'https://EXAMPLE.NET'],
  ['docs.rs/tokio', 'https://docs.rs/tokio'],
  ['https://example.org/a_(b)', 'https://example.org/a_(b)'],
] as const;
const gaps = [' ', ' ', ' ', '\n', '\r\n', '  ', '\u3000'];

/** @param handles of users that it may mention */
export function randomText(random: Random, handles: readonly string[]): Text {
  const made = { raw: '', text: '', named: [], hashtags: [], links: [] } as {
    -readonly [K in keyof Text]: Text[K] extends readonly (infer T)[] ? T[] : Text[K];
  };
  const add = (raw: string): { start: number; end: number } => {
    const text = raw.replaceAll('\r\n', '\n').normalize('NFC');
    const start = codePoints(made.text);
    made.raw += raw;
    made.text += text;
    return { start, end: start + codePoints(text) };
  };
  const kinds = { word: 6, mention: handles.length > 0 ? 2 : 0, stranger: 0.4, tag: 1.5, link: 1 };
  for (let pieces = 1 + random.int(7); pieces > 0; pieces--) {
    const kind = random.weighted(kinds);
    if (kind === 'word') add(random.pick(words));
    else if (kind === 'tag') {
      const raw = random.pick(tags);
      const tag = raw.slice(1).normalize('NFC').toLowerCase();
      made.hashtags.push({ ...add(raw), tag });
    } else if (kind === 'link') {
      const [raw, url] = random.pick(links);
      made.links.push({ ...add(raw), url });
    } else {
      const handle = kind === 'mention' ? otherCase(random, random.pick(handles)) : 'nobody_at_all';
      made.named.push({ ...add(`@${handle}`), handle });
    }
    if (pieces > 1 || random.chance(0.1)) add(random.pick(gaps));
  }
  // Makes the text non-empty and unique.
  add(` ${random.int(1_000_000)}`);
  return made;
}

/** A text of so many graphemes; it may contain a link, which counts 23. */
export function textOfLength(random: Random, length: number): string {
  const link = random.chance(0.5) ? ` https://example.org/${'x'.repeat(40)}` : '';
  const left = length - (link === '' ? 0 : 24);
  return random.pick(['a', 'é', '👍🏽', 'e\u0301']).repeat(left) + link;
}

export function otherCase(random: Random, handle: string): string {
  return random.pick([handle, handle.toLowerCase(), handle.toUpperCase()]);
}

function codePoints(text: string): number {
  return [...text].length;
}
