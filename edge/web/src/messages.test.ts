import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import t from 'tap';
import { ErrorInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import { codeOfReason, fail } from '../../../platform/errors.ts';
import { addressOf, pathOfSearch } from './addresses.ts';
import { errorMessage } from './api/error-message.ts';
import { typedHandle } from './session/typed-handle.ts';
import { ago } from './time.ts';

t.test('every error of the contract has its own message', async (t) => {
  const said = new Map<string, string>();
  for (const reason of Object.keys(codeOfReason) as (keyof typeof codeOfReason)[]) {
    const words = errorMessage(fail(codeOfReason[reason], reason, 'for developers'));
    t.notMatch(words, /could not be reached|did not understand/, reason);
    t.equal(said.get(words), undefined, `${reason} has the words of another one`);
    said.set(words, reason);
  }
});

t.test('retry delays and character positions are numbers', async (t) => {
  t.match(
    errorMessage(fail(Code.ResourceExhausted, 'RATE_LIMITED', '', { retryAfterMs: 600_000 })),
    /^Too many attempts\. Try again in 10 minutes\.$/,
  );
  const unavailable = fail(Code.Unavailable, 'DEPENDENCY_UNAVAILABLE', '', { retryAfterMs: 4_200 });
  t.equal(
    errorMessage(unavailable),
    'A part of Skein does not answer at the moment. Try again in 5 seconds.',
    'rounded up',
  );
  const error = new ConnectError('', Code.InvalidArgument);
  const value = { reason: 'TEXT_CONTROL_CHARACTER', domain: 'skein', metadata: { position: '4' } };
  error.details.push({ desc: ErrorInfoSchema, value: create(ErrorInfoSchema, value) });
  t.match(errorMessage(error), /character 5/);
  t.match(errorMessage(new TypeError('Failed to fetch')), /could not be reached/);
  t.match(
    errorMessage(new ConnectError('', Code.DeadlineExceeded)),
    /too long/,
    "an intermediary's error has no reason",
  );
  t.match(errorMessage(new ConnectError('', Code.ResourceExhausted)), /too much to do/);
});

t.test('password errors name the broken rule, and when to retry', async (t) => {
  const weak = (rule: string) =>
    errorMessage(fail(Code.InvalidArgument, 'PASSWORD_WEAK', '', { metadata: { rule } }));
  t.match(weak('common'), /very many people/i);
  t.equal(new Set(['length', 'variety', 'handle', 'common', 'unknown'].map(weak)).size, 5);
  const wrong = fail(Code.Unauthenticated, 'CREDENTIALS_INVALID', '', { retryAfterMs: 4_000 });
  t.match(errorMessage(wrong), /Handle or password is wrong.*in 4 seconds/);
});

t.test('addresses work as users type and paste them', async (t) => {
  const person = { page: 'person', handle: 'ada' };
  const thread = { page: 'thread', postId: '1234' };
  for (const [path, address] of [
    ['/', { page: 'home' }],
    ['/sign-up', { page: 'sign-up' }],
    ['/sign-in/', { page: 'sign-in' }],
    ['/@ada', person],
    ['/@ada/', person],
    ['/%40ada', person],
    ['/posts/1234', thread],
    ['/posts/1234/', thread],
    ['/posts/1234/likes', { page: 'post-list', postId: '1234', list: 'likes' }],
    ['/users/9', { page: 'user', userId: '9' }],
    ['/users/9/followers/', { page: 'user', userId: '9', list: 'followers' }],
    ['/notifications', { page: 'notifications' }],
    ['/notifications/', { page: 'notifications' }],
    ['/notifications/settings', { page: 'notification-settings' }],
    ['/notifications/1234', { page: 'notification', notificationId: '1234' }],
    ['/notifications/1234/x', undefined],
    ['/@ada/x/y', undefined],
    ['/posts/', undefined],
    ['/posts/a%2Fb', undefined],
    ['/%E0%A4%A', undefined],
    ['//', undefined],
    ['/skein.user.v1.UserService/GetUser', undefined],
    ['/@ada%20', undefined],
    [`/@${'a'.repeat(31)}`, undefined],
  ] as const)
    t.strictSame(addressOf(path), address, path);
});

t.test('a search has an address with its query and its tab', async (t) => {
  for (const [parameters, query, tab] of [
    ['', '', 'newest'],
    ['?q=%23tag+a%26b&tab=best', '#tag a&b', 'best'],
    ['?tab=people&q=ada', 'ada', 'people'],
    ['?q=%E0%A4%A&tab=other', '\ufffd%A', 'newest'],
  ] as const) {
    const address = { page: 'search', query, tab } as const;
    t.strictSame(addressOf('/search', parameters), address, parameters);
    t.strictSame(addressOf('/search/', pathOfSearch(query, tab).replace('/search', '')), address);
  }
  t.equal(addressOf('/search/x'), undefined);
  t.equal(pathOfSearch('', 'newest'), '/search');
});

t.test('a handle is accepted as users type it', async (t) => {
  for (const text of ['ada', ' ada ', '@ada', ' @ada', '＠ada']) t.equal(typedHandle(text), 'ada');
});

t.test("times use the reader's language and zone, with the year when it differs", async (t) => {
  const now = Date.UTC(2026, 10, 30, 12);
  const at = (ms: number, locale = 'en', zone = 'UTC') => ago(timestampFromMs(ms), now, locale, zone);
  t.equal(at(now - 30_000), 'now');
  t.equal(at(now + 5_000), 'now', 'a clock that is ahead');
  t.match(at(now - 7_200_000), /^2\s?h/);
  t.equal(at(Date.UTC(2026, 5, 3)), 'Jun 3');
  t.equal(at(Date.UTC(2025, 5, 3)), 'Jun 3, 2025');
  t.equal(at(Date.UTC(2025, 5, 3), 'de'), '3. Juni 2025');
  t.equal(at(Date.UTC(2026, 0, 1, 2), 'en', 'America/New_York'), 'Dec 31, 2025');
});
