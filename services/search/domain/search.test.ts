import fc from 'fast-check';
import t from 'tap';
import { documentOf, type SearchedPost } from './document.ts';
import { parseQuery } from './query.ts';
import { authorsOf, handlesOf, matches, searchOf } from './search.ts';

const userIds = new Map([
  ['ada', '1'],
  ['bob', '2'],
]);

const postedMs = Date.UTC(2026, 0, 31, 12);

function post(text: string, over: Partial<SearchedPost> = {}): SearchedPost {
  return {
    id: '9',
    authorId: '1',
    text,
    hashtags: [],
    mentionedUserIds: [],
    replyToAuthorId: '',
    hasLink: false,
    likes: 0,
    ...over,
  };
}

function finds(query: string, found: SearchedPost): boolean {
  const search = searchOf(parseQuery(query), userIds);
  return search !== undefined && matches(search, documentOf(found), postedMs);
}

t.test('words are found without regard to case, accents and form', (t) => {
  const found: readonly (readonly [string, string])[] = [
    ['CAFE', 'un café noir'],
    ['café', 'CAFE NOIR'],
    ['strasse', 'Straße'],
    ['οδος', 'ΟΔΌΣ'],
    ['istanbul', 'İSTANBUL'],
    ['ｆｕｌｌ', 'full width'],
    ['ﬁne', 'fine'],
    ['2026', '٢٠٢٦'],
    ['مدرسه', 'مَدْرَسَةٌ'],
    ['שלום', 'שָׁלוֹם'],
    ['node', 'node.js'],
    ["don't", 'I don’t know'],
    ['ハンカク', 'ﾊﾝｶｸ'],
  ];
  for (const [query, text] of found) t.ok(finds(query, post(text)), `${query} in ${text}`);
  t.end();
});

t.test('a mark that makes another word is not disregarded', (t) => {
  t.notOk(finds('か', post('が')), 'voicing of kana');
  t.notOk(finds('कमल', post('कमला')), 'a vowel of Devanagari');
  t.notOk(finds('cat', post('cats')), 'no part of a word');
  t.end();
});

t.test('in scripts without spaces a word is found at any place', (t) => {
  const text = '東京都の天気はとても良いです';
  for (const query of ['東京', '京都', '天気', '東京都', 'とても良い', '良', text]) {
    t.ok(finds(query, post(text)), query);
  }
  t.notOk(finds('天東', post(text)));
  t.notOk(finds('東天', post(text)));
  t.ok(finds('공부', post('학교에서공부했다')));
  t.ok(finds('ภาษา', post('ฉันเรียนภาษาไทย')));
  t.ok(finds('v8エンジン', post('新しいV8エンジンの話')));
  t.end();
});

t.test('words of a phrase are adjacent, words of a query anywhere', (t) => {
  t.ok(finds('"green tea"', post('I drink Green, tea!')));
  t.notOk(finds('"green tea"', post('tea that is green')));
  t.ok(finds('green tea', post('tea that is green')));
  t.notOk(finds('tea -"green tea"', post('more green tea')));
  t.ok(finds('tea -"green tea"', post('green and black tea')));
  t.end();
});

t.test('emoji are found without regard to skin tone', (t) => {
  t.ok(finds('👍', post('well done 👍🏽')));
  t.ok(finds('👍🏿', post('👍')));
  t.ok(finds('👨‍👩‍👧', post('us👨‍👩‍👧!')));
  t.notOk(finds('👨', post('us👨‍👩‍👧!')), 'a family is one emoji');
  t.ok(finds('❤', post('❤️')));
  t.end();
});

t.test('hashtags, mentions, authors, replies and links are what the post says they are', (t) => {
  const found = post('see #Tea and @ada', {
    hashtags: ['tea'],
    mentionedUserIds: ['1'],
    authorId: '2',
    replyToAuthorId: '1',
    hasLink: true,
  });
  for (const query of ['#TEA', '@Ada', 'from:bob', 'to:ada', 'has:link', 'tea from:bob -from:ada -to:bob']) {
    t.ok(finds(query, found), query);
  }
  for (const query of ['#see', '@bob', 'from:ada', 'to:bob', 'tea -has:link', 'from:nobody', 'tea -@ada']) {
    t.notOk(finds(query, found), query);
  }
  t.ok(finds('tea -from:nobody', found), 'nobody wrote nothing');
  t.notOk(finds('from:bob', post('from bob')), 'text is no author');
  t.end();
});

t.test('a day begins at midnight UTC; since includes it, until does not', (t) => {
  const found = post('tea');
  for (const query of [
    'tea since:2026-01-31',
    'tea until:2026-02-01',
    'tea -since:2026-02-01',
    'tea -until:2026-01-31',
  ]) {
    t.ok(finds(query, found), query);
  }
  for (const query of ['tea since:2026-02-01', 'tea until:2026-01-31', 'tea -since:2026-01-31']) {
    t.notOk(finds(query, found), query);
  }
  t.end();
});

t.test('a query names its handles once, and whose posts it asks for', (t) => {
  const query = parseQuery('@ada from:ada to:bob -from:eve');
  t.strictSame(handlesOf(query), ['ada', 'bob', 'eve']);
  t.strictSame(authorsOf(query), ['ada']);
  t.end();
});

t.test('every word of a text finds it', (t) => {
  const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(words, (written) => {
      const text = written.join(' ');
      for (const word of text.split(/\p{White_Space}+/u)) {
        const quoted = `"${word.replace(/["“”„]/gu, ' ')}"`;
        let search: ReturnType<typeof searchOf>;
        try {
          search = searchOf(parseQuery(quoted), userIds);
        } catch {
          // Nothing in it can be searched for.
          continue;
        }
        if (!matches(search!, documentOf(post(text.replace(/["“”„]/gu, ' '))), postedMs)) return false;
      }
      return true;
    }),
    { numRuns: 500 },
  );
  t.end();
});
