import t from 'tap';
import { ConfigError } from '../../platform/config.ts';
import { loadUserSettings } from './config.ts';

t.test('settings have defaults, and unknown names are ignored', async (t) => {
  const settings = loadUserSettings({ SKEIN_SOMETHING_ELSE: 'x', SKEIN_MAX_SESSIONS: '7' });
  t.match(settings, { maxSessions: 7, restoreWindowMs: 30 * 86_400_000, accessTokenTtlMs: 15 * 60_000 });
});

t.test('a refresh token must have a longer TTL than an access token', async (t) => {
  const env = { SKEIN_ACCESS_TOKEN_TTL: '1h', SKEIN_REFRESH_TOKEN_TTL: '60m' };
  t.throws(() => loadUserSettings(env), ConfigError);
  t.throws(() => loadUserSettings(env), /SKEIN_REFRESH_TOKEN_TTL must be longer than SKEIN_ACCESS_TOKEN_TTL/);
});
