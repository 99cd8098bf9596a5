import { create } from '@bufbuild/protobuf';
import { Code } from '@connectrpc/connect';
import t from 'tap';
import { UserSchema } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { testClock } from '../../../../platform/clock.ts';
import { fail, toConnectError } from '../../../../platform/errors.ts';
import { settle } from '../../../../platform/testing/until.ts';
import { parseQuery, type Wanted } from '../../../../services/search/domain/query.ts';
import { choose, completingAt, type Suggestion, withProfile } from './completing.ts';
import { operators } from './operators.ts';
import { queryProblem } from './query-problem.ts';
import { createTypeahead, debounceMs } from './typeahead.ts';

const ada = create(UserSchema, { id: '7', handle: 'Ada' });
const person: Suggestion = { kind: 'person', user: ada };
const tag: Suggestion = { kind: 'hashtag', tag: 'sea' };
/** What is completed in a text with its caret at |. */
const at = (typed: string) => completingAt(typed.replace('|', ''), typed.indexOf('|'));

t.test('the help explains every operator of the query language, each by a query that works', async (t) => {
  const explained: Record<Wanted['kind'] | 'quoted' | 'negated', boolean> = {
    words: false,
    quoted: false,
    negated: false,
    hashtag: false,
    mention: false,
    from: false,
    to: false,
    since: false,
    until: false,
    has: false,
  };
  for (const { example } of operators) {
    for (const { negated, wanted } of parseQuery(example)) {
      if (negated) explained.negated = true;
      else explained[wanted.kind === 'words' && wanted.quoted ? 'quoted' : wanted.kind] = true;
    }
  }
  t.strictSame(
    Object.entries(explained).filter(([, is]) => !is),
    [],
  );
});

t.test('a text without operators is completed as a whole, otherwise the term before the caret', async (t) => {
  for (const [typed, prefix] of [
    ['ada|', 'ada'],
    [' ada lov|', 'ada lov'],
    ['#se|', '#se'],
    ['＃se|', '#se'],
    ['@ad|', '@ad'],
    ['gulls from:ad|', '@ad'],
    ['TO:@ad|', '@ad'],
    ['-from:ad|', '@ad'],
    ['gulls #se| from:ada', '#se'],
    ['|', undefined],
    ['  |', undefined],
    ['@|', undefined],
    ['from:|', undefined],
    ['"good morn|', undefined],
    ['since:2026|', undefined],
    ['-spam|', undefined],
    [`${'a'.repeat(51)}|`, undefined],
    [`#${'😀'.repeat(49)}|`, `#${'😀'.repeat(49)}`],
  ] as const)
    t.equal(at(typed)?.prefix, prefix, typed);
});

t.test('a suggestion leads to a person or a hashtag, or completes a term of a longer query', async (t) => {
  for (const [typed, suggestion, chosen] of [
    ['ad|', person, { path: '/users/7' }],
    ['@ad|', person, { path: '/users/7' }],
    ['se|', tag, { path: '/search?q=%23sea' }],
    ['#se|', tag, { path: '/search?q=%23sea' }],
    ['from:ad|', person, { text: 'from:Ada ', caret: 9 }],
    ['-to:@ad|', person, { text: '-to:Ada ', caret: 8 }],
    ['gulls @ad| "x y"', person, { text: 'gulls @Ada "x y"', caret: 11 }],
    ['-#s| gulls', tag, { text: '-#sea gulls', caret: 6 }],
    ['@bob|', { kind: 'profile', handle: 'bob' }, { path: '/@bob' }],
  ] as const)
    t.strictSame(choose(typed.replace('|', ''), at(typed)!, suggestion), chosen, typed);
});

t.test('a typed handle leads to its profile, whatever the server suggests', async (t) => {
  const profile = { kind: 'profile', handle: 'ad' };
  t.strictSame(withProfile([person], at('@ad|')), [person, profile]);
  t.strictSame(withProfile([], at('@ad|')), [profile]);
  t.strictSame(withProfile([person], at('@aDA|')), [person], 'once');
  for (const other of ['ad|', 'from:ad|', '-@ad|', 'x @ad|'])
    t.strictSame(withProfile([], at(other)), [], other);
});

/** A typeahead whose answers the test gives. */
function typing() {
  const clock = testClock();
  const asked = new Map<string, { answer(found: string[]): void; refuse(): void; signal: AbortSignal }>();
  const typeahead = createTypeahead<string>({
    complete: (prefix, signal) =>
      new Promise((answer, refuse) => asked.set(prefix, { answer, refuse: () => refuse('no'), signal })),
    after: clock.after,
  });
  const shown: (readonly string[])[] = [];
  typeahead.onChange(() => shown.push(typeahead.suggestions()));
  return {
    asked,
    shown,
    typeahead,
    /** Types and pauses. */
    type(prefix: string | undefined, pauseMs = debounceMs) {
      typeahead.type(prefix);
      clock.advance(pauseMs);
    },
    async answer(prefix: string, found: string[]) {
      asked.get(prefix)!.answer(found);
      await settle();
    },
  };
}

t.test('the server is asked once a pause in typing, and once for one text', async (t) => {
  const { type, asked } = typing();
  for (const prefix of ['a', 'ad', 'ada']) type(prefix, debounceMs - 1);
  t.strictSame([...asked.keys()], []);
  type('adah');
  type('adah');
  t.strictSame([...asked.keys()], ['adah']);
  type('adam', debounceMs - 1);
  type(undefined);
  t.strictSame([...asked.keys()], ['adah'], 'a text that is cleared is not asked for');
});

t.test('an answer to an older text is cancelled and dropped', async (t) => {
  const { type, asked, answer, shown, typeahead } = typing();
  type('a');
  type('ad');
  t.equal(asked.get('a')!.signal.aborted, true);
  await answer('ad', ['ada', 'adele']);
  await answer('a', ['alan']);
  t.strictSame(typeahead.suggestions(), ['ada', 'adele']);
  type(undefined);
  t.strictSame(shown, [['ada', 'adele'], []]);
  type('ad');
  type(undefined);
  await answer('ad', ['late']);
  t.strictSame(typeahead.suggestions(), []);
});

t.test('suggestions stay while a text goes on, and go with another text or a failure', async (t) => {
  const { type, asked, answer, typeahead } = typing();
  type('ad');
  await answer('ad', ['ada']);
  typeahead.type('ada');
  t.strictSame(typeahead.suggestions(), ['ada']);
  typeahead.type('#s');
  t.strictSame(typeahead.suggestions(), []);
  type('#se');
  await answer('#se', ['sea']);
  type('#sea');
  asked.get('#sea')!.refuse();
  await settle();
  t.strictSame(typeahead.suggestions(), []);
});

/** How the server refuses a query. */
function refusalOf(query: string): unknown {
  try {
    return parseQuery(query) && undefined;
  } catch (reason) {
    return toConnectError(reason);
  }
}

t.test('a query that is refused is shown with the place', async (t) => {
  for (const [query, marked] of [
    ['gulls since:tomorrow sea', 'gulls [since:tomorrow] sea'],
    ['😀 from:a.b', '😀 [from:a.b]'],
    ['sea "not closed here', 'sea ["not closed here]'],
    ['-sea', '[-sea]'],
    ['!!!', '[!!!]'],
  ] as const) {
    const { before, term, after, why } = queryProblem(refusalOf(query), query)!;
    t.equal(`${before}[${term}]${after}`, marked);
    t.match(why, /^\p{Lu}.*\.$/u, 'a sentence');
  }
  t.equal(queryProblem(fail(Code.Unavailable, 'DEPENDENCY_UNAVAILABLE', ''), 'sea'), undefined);
  const bare = fail(Code.InvalidArgument, 'QUERY_INVALID', '', { metadata: { position: '99' } });
  t.strictSame(queryProblem(bare, 'sea'), { before: 'sea', term: '', after: '', why: '' });
});
