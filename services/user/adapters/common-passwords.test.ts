import t from 'tap';
import { passwordKey } from '../domain/password.ts';
import { commonPasswords } from './common-passwords.ts';

t.test(
  'the most common passwords of each kind are in the list, and passwords of the documentation are not',
  async (t) => {
    const common = commonPasswords();
    t.ok(common.size > 20_000);
    for (const password of common) {
      if (passwordKey(password) !== password || [...password].length < 8) t.fail(JSON.stringify(password));
    }
    // The most common ones of published lists that pass the other rules.
    const first =
      `password 12345678 123456789 1234567890 987654321 qwertyuiop qwerty123 password1 1q2w3e4r 1q2w3e4r5t
    1qaz2wsx iloveyou football baseball superman princess sunshine michelle trustno1 starwars computer corvette jennifer
    whatever asdfghjkl abcd1234 abc12345 a1b2c3d4 zaq12wsx q1w2e3r4 passw0rd p@ssw0rd admin123 welcome1 letmein1
    charlie1 jordan23 liverpool chelsea1 samantha victoria blink182 asdf1234 1234qwer qwer1234 12345678910 password123
    pokemon1 dragon12 master12 monkey12 shadow12`.split(/\s+/);
    t.strictSame(
      first.filter((password) => !common.has(password)),
      [],
    );
    for (const good of ['correct horse', 'correct horse battery', 'battery staple', 'tremendous secret']) {
      t.notOk(common.has(good), good);
    }
  },
);
