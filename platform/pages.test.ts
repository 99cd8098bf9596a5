import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { DomainError } from './domain-error.ts';
import { cutPage, pageSize, pageTokens, requestedPage } from './pages.ts';

const key = randomBytes(32);
const tokens = pageTokens(key);
const query = fc.string({ unit: 'grapheme', maxLength: 30 });
const strings = fc.array(fc.string({ unit: 'grapheme', maxLength: 25 }), { maxLength: 4 });
const bytes = fc.uint8Array({ maxLength: 60 });

const isRefused = (run: () => unknown, reason = 'PAGE_TOKEN_INVALID', field = 'page_token') => {
  try {
    run();
    return false;
  } catch (error) {
    return error instanceof DomainError && error.reason === reason && error.field === field;
  }
};

t.test('a page size of 0 means 20, over 100 or below 0 is an error', (t) => {
  t.same([0, 1, 20, 100].map(pageSize), [20, 1, 20, 100]);
  for (const size of [-1, 101, 2 ** 31 - 1, -(2 ** 31), 1.5, Number.NaN]) {
    t.ok(
      isRefused(() => pageSize(size), 'FIELD_INVALID', 'page_size'),
      `${size}`,
    );
  }
  t.end();
});

t.test('a token opens to its cursor, for its own query only', (t) => {
  fc.assert(
    fc.property(query, query, strings, bytes, (mine, other, cursor, packed) => {
      const token = tokens.seal(mine, cursor);
      const packedToken = tokens.sealBytes(mine, packed);
      return (
        /^[\w-]+$/.test(token) &&
        JSON.stringify(tokens.open(mine, token)) === JSON.stringify(cursor) &&
        Buffer.compare(tokens.openBytes(mine, packedToken)!, packed) === 0 &&
        isRefused(() => tokens.openBytes(mine, token)) &&
        isRefused(() => tokens.open(mine, packedToken)) &&
        (mine === other || isRefused(() => tokens.open(other, token)))
      );
    }),
  );
  t.equal(tokens.open('any', ''), undefined, 'the empty token is the first page');
  t.equal(tokens.openBytes('any', ''), undefined);
  t.end();
});

t.test('a token with any bit changed, cut, lengthened or respelled is refused', (t) => {
  fc.assert(
    fc.property(
      query,
      strings,
      fc.nat(),
      fc.constantFrom('A', '=', '\n', '%', '.'),
      (query, cursor, at, more) => {
        const token = tokens.seal(query, cursor);
        const raw = Buffer.from(token, 'base64url');
        raw[(at >> 3) % raw.length]! ^= 1 << (at & 7);
        const inside = at % token.length;
        return [
          raw.toString('base64url'),
          token.slice(0, inside) || 'A',
          token + more,
          token.slice(0, inside) + more + token.slice(inside),
          token.slice(0, -1) + String.fromCharCode(token.charCodeAt(token.length - 1) + 1),
        ].every((forged) => isRefused(() => tokens.open(query, forged)));
      },
    ),
  );
  t.end();
});

t.test('garbage, tokens of another key and of another field are refused', (t) => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (garbage) => isRefused(() => tokens.open('q', garbage))),
  );
  const foreign = pageTokens(randomBytes(32));
  t.ok(isRefused(() => tokens.open('q', foreign.seal('q', ['1']))));
  const resume = pageTokens(key, { reason: 'RESUME_TOKEN_INVALID', field: 'resume_token' });
  t.ok(isRefused(() => resume.open('q', tokens.seal('q', ['1'])), 'RESUME_TOKEN_INVALID', 'resume_token'));
  t.same(pageTokens(key).open('q', tokens.seal('q', ['1'])), ['1'], 'another process has the same key');
  t.throws(() => pageTokens(randomBytes(15)), /at least 16 bytes/);
  t.end();
});

t.test('a list is read page by page until a page has no next token', (t) => {
  const list = ['a', 'b', 'c', 'd'];
  const seen: string[][] = [];
  let pageToken = '';
  do {
    const page = requestedPage(tokens, 'list', { pageSize: 2, pageToken });
    const from = page.after === undefined ? 0 : list.indexOf(page.after[0]!) + 1;
    const { items, last } = cutPage(list.slice(from, from + page.size + 1), page.size);
    seen.push([...items]);
    pageToken = page.nextToken(last === undefined ? undefined : [last]);
  } while (pageToken !== '');
  t.strictSame(seen, [
    ['a', 'b'],
    ['c', 'd'],
  ]);
  t.ok(
    isRefused(
      () => requestedPage(tokens, 'list', { pageSize: 101, pageToken: '' }),
      'FIELD_INVALID',
      'page_size',
    ),
  );
  t.ok(isRefused(() => requestedPage(tokens, 'list', { pageSize: 1, pageToken: 'forged' })));
  t.end();
});
