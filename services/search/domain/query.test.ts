import fc from 'fast-check';
import t from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { maxTerms, parseQuery, printQuery, type Term } from './query.ts';

t.test('a query is words, phrases, hashtags, people and days, all of them holding', (t) => {
  t.strictSame(
    parseQuery('Coffee "two words" #Tea @Ada from:@Bob to:eve since:2026-01-31 until:2026-02-01 has:link'),
    [
      { kind: 'words', text: 'Coffee', quoted: false },
      { kind: 'words', text: 'two words', quoted: true },
      { kind: 'hashtag', tag: 'tea' },
      { kind: 'mention', handle: 'ada' },
      { kind: 'from', handle: 'bob' },
      { kind: 'to', handle: 'eve' },
      { kind: 'since', day: '2026-01-31' },
      { kind: 'until', day: '2026-02-01' },
      { kind: 'has', what: 'link' },
    ].map((wanted) => ({ negated: false, wanted })),
  );
  t.end();
});

t.test('a - before a term asks for posts that do not have it', (t) => {
  t.strictSame(parseQuery('tea -"green tea" -#ad -from:ada'), [
    { negated: false, wanted: { kind: 'words', text: 'tea', quoted: false } },
    { negated: true, wanted: { kind: 'words', text: 'green tea', quoted: true } },
    { negated: true, wanted: { kind: 'hashtag', tag: 'ad' } },
    { negated: true, wanted: { kind: 'from', handle: 'ada' } },
  ]);
  t.end();
});

t.test('quotes that phones write close each other, and a quote ends a word', (t) => {
  t.strictSame(
    parseQuery('tea“green tea”„oolong“').map(({ wanted }) => wanted),
    [
      { kind: 'words', text: 'tea', quoted: false },
      { kind: 'words', text: 'green tea', quoted: true },
      { kind: 'words', text: 'oolong', quoted: true },
    ],
  );
  t.end();
});

t.test('a word with a colon that is no operator is a word', (t) => {
  t.strictSame(parseQuery('note:this 12:30 https://example.com/a').length, 3);
  t.end();
});

t.test('signs that belong to no word are left out', (t) => {
  const words = (query: string) =>
    parseQuery(query).map(({ wanted }) => ('text' in wanted ? wanted.text : wanted.kind));
  t.strictSame(words('fish & chips'), ['fish', 'chips']);
  t.strictSame(words('tea - coffee !!! -… "?" -"!"'), ['tea', 'coffee']);
  t.strictSame(words('lunch @ noon # ＃ ＠'), ['lunch', 'noon']);
  t.strictSame(words('tea -'), ['tea']);
  t.equal(parseQuery(`${'a '.repeat(maxTerms)}! ?`).length, maxTerms, 'nor are they counted');
  t.end();
});

t.test('every hashtag that a post may have can be searched for', (t) => {
  for (const tag of [
    'il·lusió',
    'スター・ウォーズ',
    'ｽﾀｰ･ｳｫｰｽﾞ',
    'ぷよ〜ん',
    'צה״ל',
    'བོད་ཡིག',
    'نرم\u200cافزار',
    'あ゛',
  ]) {
    t.strictSame(parseQuery(`#${tag}`), [{ negated: false, wanted: { kind: 'hashtag', tag } }], tag);
  }
  t.end();
});

t.test('a query that cannot be parsed is refused with the position, in code points', (t) => {
  const refused: readonly (readonly [string, number])[] = [
    ['', 0],
    ['  ', 0],
    ['-tea -coffee', 0],
    ['tea "green', 4],
    ['👩‍👩‍👧 "green', 6],
    ['!!!', 0],
    ['""', 0],
    ['-', 0],
    ['@ #', 0],
    ['- -tea', 0],
    ['tea #a-b', 4],
    ['tea #"a"', 4],
    ['tea @añb', 4],
    ['tea from:', 4],
    [`from:${'a'.repeat(31)}`, 0],
    ['tea since:yesterday', 4],
    ['tea since:2026-02-30', 4],
    ['tea until:2026-13-01', 4],
    ['tea has:picture', 4],
    ['tea -from:', 4],
    [Array.from({ length: maxTerms + 1 }, () => 'a').join(' '), 2 * maxTerms],
  ];
  for (const [query, position] of refused) {
    t.throws(
      () => parseQuery(query),
      domainErrorLike('QUERY_INVALID', { field: 'query', metadata: { position: `${position}` } }),
      query,
    );
  }
  t.end();
});

const word = fc.stringMatching(/^[a-zåß日本ก-ฮ0-9]{1,8}$/u);
const handle = fc.stringMatching(/^[a-z0-9_]{1,30}$/);
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const wanted = fc.oneof(
  word.map((text) => ({ kind: 'words' as const, text, quoted: false })),
  fc
    .array(word, { minLength: 1, maxLength: 3 })
    .map((words) => ({ kind: 'words' as const, text: words.join(' '), quoted: true })),
  word.map((tag) => ({ kind: 'hashtag' as const, tag })),
  fc.record({ kind: fc.constantFrom('mention' as const, 'from' as const, 'to' as const), handle }),
  fc.record({ kind: fc.constantFrom('since' as const, 'until' as const), day }),
  fc.constant({ kind: 'has' as const, what: 'link' as const }),
);
const query = fc
  .array(fc.record({ negated: fc.boolean(), wanted }), { minLength: 1, maxLength: maxTerms })
  .filter((terms: readonly Term[]) => terms.some(({ negated }) => !negated));

t.test('a query that is printed and parsed again is the same', (t) => {
  fc.assert(
    fc.property(query, (terms) => {
      t.same(parseQuery(printQuery(terms)), terms);
    }),
  );
  t.end();
});

t.test('whatever is typed is a query that can be printed and parsed, or QUERY_INVALID', (t) => {
  const typed = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'ab "“#@-: ', 'from:', 'has:link', '日', '👍🏽'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    ),
    maxLength: 40,
  });
  fc.assert(
    fc.property(typed, (text) => {
      let parsed: ReturnType<typeof parseQuery>;
      try {
        parsed = parseQuery(text);
      } catch (reason) {
        t.match(reason, { reason: 'QUERY_INVALID', metadata: { position: /^\d+$/ } });
        return;
      }
      t.strictSame(parseQuery(printQuery(parsed)), parsed);
    }),
    { numRuns: 500 },
  );
  t.end();
});
