import fc from 'fast-check';
import t from 'tap';
import { DomainError } from '../../../platform/domain-error.ts';
import { findEntities, HASHTAG_MAX_CODE_POINTS } from './entities.ts';
import { LINK_LENGTH, normalizeText, textLength } from './text.ts';

const limits = { maxGraphemes: 280, maxBytes: 4000 };
const any = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '@',
        '#',
        'bob',
        'ü',
        '.',
        'com',
        'http://',
        ' ',
        '_',
        '1',
        '😀',
        '\u0301',
        'x.dev/',
        '日本',
        '\ud800',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

function refusal(text: string, mayBeEmpty = false): DomainError | undefined {
  try {
    normalizeText(text, limits, mayBeEmpty);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

t.test('a text is stored in NFC with line feeds, and otherwise as it was written', async (t) => {
  t.equal(normalizeText('  a\r\nb\rc\n ', limits), '  a\nb\nc\n ');
  t.equal(normalizeText('Cafe\u0301', limits), 'Caf\u00e9');
  t.equal(normalizeText('👩‍👩‍👧 \u202eab', limits), '👩‍👩‍👧 \u202eab', 'joiners and direction marks stay');
  fc.assert(
    fc.property(any, (raw) => {
      if (refusal(raw)) return;
      const text = normalizeText(raw, limits);
      t.equal(normalizeText(text, limits), text);
    }),
  );
});

t.test('the text limit is 280 graphemes with any link counting 23, and 4,000 bytes', async (t) => {
  t.equal(textLength('👩‍👩‍👧'.repeat(280)), 280);
  t.equal(refusal('👍🏽'.repeat(280)), undefined);
  t.match(refusal('é'.repeat(281)), {
    reason: 'TEXT_TOO_LONG',
    field: 'text',
    metadata: { length: '281', limit: '280', unit: 'graphemes' },
  });
  t.match(refusal('👩‍👩‍👧'.repeat(250)), { metadata: { length: '4500', limit: '4000', unit: 'bytes' } });
  const long = `https://example.org/${'x'.repeat(1000)}`;
  t.equal(textLength(`see ${long} and a.com`), 4 + LINK_LENGTH + 5 + LINK_LENGTH);
  t.equal(refusal(`${long} ${'y'.repeat(256)}`), undefined);
  t.match(refusal(`${long} ${'y'.repeat(257)}`), { metadata: { length: '281' } });
  t.match(
    refusal('http://a '.repeat(12)),
    { metadata: { length: String(12 * 24) } },
    'short links count 23 too',
  );
  t.equal(refusal('\u1112\u1161\u11ab'.repeat(280)), undefined, 'measured after normalisation');
});

t.test('a text of 4 MiB is refused before any work is put into it', async (t) => {
  const text = 'a\u0301'.repeat(1_400_000);
  const start = performance.now();
  t.match(refusal(text), { reason: 'TEXT_TOO_LONG', metadata: { unit: 'bytes' } });
  t.ok(performance.now() - start < 200);
});

t.test('control characters but line feed are refused, and what nobody can see is empty', async (t) => {
  for (const bad of ['\u0000', '\t', '\u001b', '\u007f', '\u0085']) {
    t.match(refusal(`a${bad}b`), { reason: 'TEXT_CONTROL_CHARACTER', field: 'text' });
  }
  for (const blank of ['', ' ', '\n\r\n', '\u3000\u00a0', '\u200b\u200d\ufe0f']) {
    t.match(refusal(blank), { reason: 'TEXT_EMPTY', field: 'text' }, JSON.stringify(blank));
    t.equal(refusal(blank, true), undefined, 'media make a post without a text');
  }
});

const named = (text: string) => {
  const { mentions, hashtags, links } = findEntities(text);
  return [
    ...mentions.map(({ handle }) => `@${handle}`),
    ...hashtags.map(({ tag }) => `#${tag}`),
    ...links.map(({ url }) => url),
  ];
};

t.test('mentions are @handle, outside of words, e-mail addresses and links', async (t) => {
  t.same(named('@bob, (@Al_1) .@carol! 見て@dave日本'), ['@bob', '@Al_1', '@carol', '@dave']);
  t.same(named(`@${'a'.repeat(30)}`), [`@${'a'.repeat(30)}`]);
  t.same(named(`@${'a'.repeat(31)} @ @@bob x@bob é@bob @bobé bob@example.org me+@bob.com`), []);
  t.same(named('https://m.com/@bob x.com/@bob'), ['https://m.com/@bob', 'https://x.com/@bob']);
});

t.test('hashtags are # and a word with a letter, up to 100 code points, lower-cased', async (t) => {
  t.same(named('#Müller #日本語 #a_1 (#b) ##c #2026 #_ &#39; x#d #️⃣ #'), ['#müller', '#日本語', '#a_1', '#b']);
  t.same(named(`#${'𝔘'.repeat(HASHTAG_MAX_CODE_POINTS)}`), [`#${'𝔘'.repeat(100)}`]);
  t.same(named(`#${'u'.repeat(101)}`), []);
  t.same(named('https://x.com/#top'), ['https://x.com/#top']);
  t.same(named('#\u0130'), ['#i\u0307'], 'a tag is NFC after lower-casing too');
});

t.test('links are http and https addresses and bare domains under a real public suffix', async (t) => {
  t.same(named('See skein.dev/x?y=1, (https://ex.com/a_(b)) HTTP://LOCALHOST:3000/z'), [
    'https://skein.dev/x?y=1',
    'https://ex.com/a_(b)',
    'HTTP://LOCALHOST:3000/z',
  ]);
  t.same(named('co.uk 1.2.3.4 e.g. no.suchsuffix ftp://a.com a@b.com mailto:c@d.com //e.com'), []);
  t.same(findEntities('😀😀 #a 😀 x.com'), {
    mentions: [],
    hashtags: [{ start: 3, end: 5, tag: 'a' }],
    links: [{ start: 8, end: 13, url: 'https://x.com' }],
  });
});

t.test('positions of entities slice back to the text, and no two overlap, for any string', async () => {
  fc.assert(
    fc.property(any, (text) => {
      const points = [...text];
      const { mentions, hashtags, links } = findEntities(text);
      const slice = ({ start, end }: { start: number; end: number }) => points.slice(start, end).join('');
      const right =
        mentions.every((entity) => slice(entity) === `@${entity.handle}`) &&
        hashtags.every((entity) => slice(entity).slice(1).toLowerCase().normalize('NFC') === entity.tag) &&
        links.every((entity) => entity.url.endsWith(slice(entity)));
      const all = [...mentions, ...hashtags, ...links].sort((a, b) => a.start - b.start);
      return (
        right &&
        all.every(
          (entity, i) => entity.start < entity.end && entity.end <= (all[i + 1]?.start ?? points.length),
        )
      );
    }),
    { numRuns: 2000 },
  );
});

t.test('the time to read a text is linear in its length, whoever wrote it', async (t) => {
  const pieces = [
    'a.',
    '(',
    '([{',
    '@',
    'a@',
    '#',
    '#a',
    'http:',
    'http://',
    '=a',
    'a-',
    '.',
    '\u0301',
    '"a',
    '@a_',
    '=a.com',
    ' a.b/(',
    '😀@a#b',
  ];
  for (const piece of pieces) {
    const text = piece.repeat(Math.floor(4000 / piece.length));
    const start = performance.now();
    findEntities(text);
    textLength(text);
    t.ok(performance.now() - start < 250, piece);
  }
});
