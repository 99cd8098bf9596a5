import fc from 'fast-check';
import t from 'tap';
import { DEFAULT_LIMITS, LINK_LENGTH, readPostText, textLength } from './post-text.ts';
import { entityCases, lengthCases, textCases } from './testing/cases.ts';

const refusal = (text: string) => readPostText(text, DEFAULT_LIMITS).fault;
const any = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(...entityCases.map(({ text }) => text)),
);

t.test('a text is stored as written, in NFC and with line feeds, or refused', async (t) => {
  for (const { text, stored, reason, metadata } of textCases) {
    const name = JSON.stringify(text);
    const normal = readPostText(text, DEFAULT_LIMITS);
    t.equal(normal.fault?.reason, reason, name);
    if (stored !== undefined) t.equal(normal.text, stored, name);
    if (metadata !== undefined) t.same(normal.fault?.metadata ?? {}, metadata, name);
    if (reason === 'TEXT_EMPTY') {
      t.equal(readPostText(text, DEFAULT_LIMITS, true).fault, undefined, `${name} with media`);
    }
  }
});

t.test('normalising a normal text changes nothing', async () => {
  fc.assert(
    fc.property(any, (raw) => {
      const { text, fault } = readPostText(raw, DEFAULT_LIMITS);
      if (fault !== undefined) return true;
      const again = readPostText(text, DEFAULT_LIMITS);
      return again.text === text && again.fault === undefined && text.isWellFormed();
    }),
  );
});

t.test('a text is counted in graphemes, each link as 23', async (t) => {
  for (const { text, length } of lengthCases) {
    t.equal(textLength(readPostText(text, DEFAULT_LIMITS, true).text), length, JSON.stringify(text));
  }
});

t.test('the limit is 280 graphemes and 4,000 bytes', async (t) => {
  t.equal(refusal('👍🏽'.repeat(280)), undefined);
  t.match(refusal('é'.repeat(281)), {
    reason: 'TEXT_TOO_LONG',
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

t.test('graphemes follow the Unicode version of Node', async () => {
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (raw) => {
      const text = raw.replace(/[#@.:/]/g, '').normalize('NFC');
      return textLength(text) === [...segmenter.segment(text)].length;
    }),
  );
});

t.test('a text of 4 MiB is refused before it is processed', async (t) => {
  const text = 'a\u0301'.repeat(1_400_000);
  const start = performance.now();
  t.match(refusal(text), { reason: 'TEXT_TOO_LONG', metadata: { unit: 'bytes' } });
  t.ok(performance.now() - start < 200);
});
