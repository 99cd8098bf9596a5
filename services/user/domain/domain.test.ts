import fc from 'fast-check';
import t from 'tap';
import { DomainError } from '../../../platform/domain-error.ts';
import { graphemeCount } from '../../../platform/text/graphemes.ts';
import {
  type Account,
  deactivated,
  isRestorable,
  maySignIn,
  newAccount,
  restored,
  shownName,
} from './account.ts';
import { type AccountValues, accountChange, applyChange } from './account-change.ts';
import { handleKey, parseHandle } from './handle.ts';
import { checkPassword } from './password.ts';
import { BIO_LIMIT, bio, DISPLAY_NAME_LIMIT, deviceName, displayName } from './profile-text.ts';
import { isOpen, newSession } from './session.ts';

const NOW = Date.UTC(2026, 0, 1);

/** The reason and field with which `run` is refused; `done` when it is not. */
function refusal(run: () => unknown): string {
  try {
    run();
    return 'done';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.field === undefined ? error.reason : `${error.reason} ${error.field}`;
  }
}

const account = (over: Partial<Account> = {}): Account => ({
  ...newAccount({
    id: '1',
    handle: 'Ada',
    displayName: '',
    email: 'a@b.example',
    region: 'GB',
    createdAtMs: NOW,
  }),
  ...over,
});

t.test('handles are 1 to 30 ASCII letters, digits and underscores, the same in any case', async (t) => {
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'];
  const handle = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(handle, (text) => {
      const { shown, key } = parseHandle(text, 'handle');
      return shown === text && key === handleKey(text.toUpperCase()) && /^[a-z0-9_]{1,30}$/.test(key);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      return (handleKey(text) !== undefined) === /^[A-Za-z0-9_]{1,30}$/.test(text);
    }),
  );
  // In lower case, the Kelvin sign is k, and the dotted I is an i with a mark.
  for (const bad of ['', 'a'.repeat(31), 'a b', 'ä', '\u212Aelvin', '\u0130', 'a\n', 'a-b', '@a']) {
    t.equal(
      refusal(() => parseHandle(bad, 'handle')),
      'FIELD_INVALID handle',
      JSON.stringify(bad),
    );
  }
});

t.test('names and bios are NFC, trimmed, within their limits and without control characters', async (t) => {
  t.equal(displayName('  Zoe\u0308 ', 'display_name'), 'Zo\u00EB');
  for (const blank of ['\u200B\u2060 ', '\u2800', '\u3164', '\uFFFC', '\u{1D159}\u2800']) {
    t.equal(displayName(blank, 'display_name'), '', 'an invisible name is empty');
  }
  for (const bad of ['a\u202Eb', '\u2067', '\u200Eb', '\u061C', `a${'\u0489'.repeat(9)}`, 'a\uD800']) {
    t.equal(
      refusal(() => displayName(bad, 'n')),
      'TEXT_CHARACTER_INVALID n',
      JSON.stringify(bad),
    );
  }
  t.equal(
    refusal(() => displayName('a\u2028b', 'n')),
    'TEXT_CONTROL_CHARACTER n',
  );
  t.equal(
    refusal(() => bio(`a${'\u0335'.repeat(9)}`, 'bio')),
    'TEXT_CHARACTER_INVALID bio',
  );
  t.throws(() => displayName('  a\u202Eb', 'n'), /U\+202E at position 3/, 'as it was written');
  t.throws(() => displayName('\u{1F600}'.repeat(51), 'n'), /has 51 graphemes; the limit is 50/);
  t.equal(bio('one\r\ntwo\rthree', 'bio'), 'one\ntwo\nthree');
  t.equal(
    refusal(() => displayName('two\nlines', 'display_name')),
    'TEXT_CONTROL_CHARACTER display_name',
  );
  t.equal(
    refusal(() => deviceName('bell\u0007!', 'device_name')),
    'TEXT_CONTROL_CHARACTER device_name',
  );
  t.equal(
    refusal(() => bio('a\u0085b', 'bio')),
    'TEXT_CONTROL_CHARACTER bio',
  );
  const family = '👩‍👩‍👧‍👦';
  t.equal(displayName(family.repeat(DISPLAY_NAME_LIMIT), 'n'), family.repeat(DISPLAY_NAME_LIMIT));
  t.equal(bio(`\u202e${family.repeat(BIO_LIMIT - 2)}.`, 'b').length, 11 * (BIO_LIMIT - 2) + 2);
  t.equal(
    refusal(() => displayName('x'.repeat(DISPLAY_NAME_LIMIT + 1), 'n')),
    'TEXT_TOO_LONG n',
  );
  t.equal(
    refusal(() => bio('x'.repeat(4_000_000), 'bio')),
    'TEXT_TOO_LONG bio',
  );
  // Three code points each that NFC makes one.
  t.equal([...bio('\u1112\u1161\u11AB'.repeat(BIO_LIMIT), 'bio')].length, BIO_LIMIT);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
      let text: string;
      try {
        text = bio(raw, 'bio');
      } catch (error) {
        return error instanceof DomainError;
      }
      return (
        bio(text, 'bio') === text &&
        text === text.normalize('NFC') &&
        !/(?!\n)\p{Cc}/u.test(text) &&
        graphemeCount(text) <= BIO_LIMIT
      );
    }),
    { numRuns: 500 },
  );
});

t.test('a password has 8 to 256 characters and is not among the first guesses', async (t) => {
  const common = new Set(['password', '12345678']);
  const check = (password: string) =>
    refusal(() => checkPassword(password, { handleKey: 'adalovelace', common }, 'password'));
  t.equal(check('correct horse'), 'done');
  t.equal(check('\u{1F600}\u{1F601}\u{1F602}\u{1F603}\u{1F604}\u{1F605}\u{1F606}\u{1F607}'), 'done');
  for (const weak of ['seven77', 'AdaLovelace', 'PassWord', '12345678', 'abababababab', 'ab'.repeat(129)]) {
    t.equal(check(weak), 'PASSWORD_WEAK password', weak);
  }
  // Eight code points that are hashed as four.
  t.equal(check('e\u0301a\u0301i\u0301o\u0301'), 'PASSWORD_WEAK password');
});

t.test('a deactivated account may be restored until its deadline and not at it', async (t) => {
  const active = account();
  const inactive = deactivated(active, NOW + 1000, 'change-1');
  t.match(inactive, { status: 'deactivated', restorableUntilMs: NOW + 1000, version: 2, handle: 'Ada' });
  t.ok(isRestorable(inactive, NOW + 999));
  t.notOk(isRestorable(inactive, NOW + 1000));
  t.notOk(isRestorable(active, NOW));
  t.strictSame(
    [maySignIn(active, NOW), maySignIn(inactive, NOW), maySignIn(inactive, NOW + 1000)],
    [true, true, false],
  );
  t.strictSame(restored(inactive), { ...active, version: 3 }, 'it is restored unchanged');
  t.equal(shownName(active), 'Ada');
  t.equal(shownName({ ...active, displayName: 'Countess' }), 'Countess');
});

t.test('an update changes only the named fields', async (t) => {
  const values: AccountValues = {
    handle: 'Countess',
    displayName: ' Ada ',
    bio: 'mathematics',
    avatarMediaId: '',
    email: 'ada@example.org',
    region: 'FR',
    dailyDigest: true,
    weeklyDigest: true,
  };
  const paths = {
    'user.handle': { handle: 'Countess' },
    'user.display_name': { displayName: 'Ada' },
    'user.bio': { bio: 'mathematics' },
    'user.avatar_media_id': { avatarMediaId: '' },
    email: { email: 'ada@example.org' },
    region: { region: 'FR' },
    'preferences.daily_digest': { dailyDigest: true },
    'preferences.weekly_digest': { weeklyDigest: true },
  };
  fc.assert(
    fc.property(fc.subarray(Object.keys(paths) as (keyof typeof paths)[], { minLength: 1 }), (named) => {
      const expected = Object.assign({}, ...named.map((path) => paths[path]));
      t.strictSame(accountChange([...named, named[0]!], values), expected);
    }),
    { numRuns: 50 },
  );
  for (const path of ['user', 'preferences', 'role', 'email_verified', 'user.id', '*', '', 'displayName']) {
    t.equal(
      refusal(() => accountChange(['user.bio', path], values)),
      'FIELD_INVALID update_mask',
      path,
    );
  }
  t.equal(
    refusal(() => accountChange([], values)),
    'FIELD_INVALID update_mask',
  );
  const bad = {
    ...values,
    handle: 'no way',
    bio: '\u0000',
    email: 'nowhere',
    region: 'fr',
    avatarMediaId: 'm',
  };
  t.equal(
    refusal(() => accountChange(['user.handle'], bad)),
    'FIELD_INVALID account.user.handle',
  );
  t.equal(
    refusal(() => accountChange(['user.bio'], bad)),
    'TEXT_CONTROL_CHARACTER account.user.bio',
  );
  t.equal(
    refusal(() => accountChange(['email'], bad)),
    'FIELD_INVALID account.email',
  );
  t.equal(
    refusal(() => accountChange(['region'], bad)),
    'FIELD_INVALID account.region',
  );
  t.equal(
    refusal(() => accountChange(['user.avatar_media_id'], bad)),
    'MEDIA_NOT_FOUND account.user.avatar_media_id',
  );
  t.equal(
    refusal(() => accountChange(['user.display_name'], bad)),
    'done',
    'other fields are not checked',
  );
});

t.test('a change that changes nothing leaves the version; another address is unverified', async (t) => {
  const before = account({ emailVerified: true });
  t.equal(applyChange(before, { region: 'GB', handle: 'Ada' }), before);
  t.match(applyChange(before, { region: 'FR' }), { region: 'FR', version: 2, emailVerified: true });
  t.match(applyChange(before, { email: '' }), { email: '', version: 2, emailVerified: false });
});

t.test('a session is open until it expires or is ended', async (t) => {
  const session = newSession({
    id: 's',
    userId: '1',
    deviceName: '',
    createdAtMs: NOW,
    expiresAtMs: NOW + 100_000,
  });
  t.strictSame(
    [isOpen(session, NOW), isOpen(session, NOW + 100_000), isOpen({ ...session, endedBy: 'x' }, NOW)],
    [true, false, false],
  );
});
