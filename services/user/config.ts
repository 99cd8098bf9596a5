import { type Config, type Environment, group, loadConfig, type ValuesOf } from '../../platform/config.ts';
import { productSettings } from '../product/settings.ts';
import { type SignInLimitSettings, signInLimitSettings } from './config/sign-in-limits.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MIB = 1 << 20;

/** The settings of this service alone. Settings that services share are in services/product. */
const user = group(
  {
    refreshTokenTtlMs: {
      env: 'SKEIN_REFRESH_TOKEN_TTL',
      type: 'duration',
      default: 60 * DAY,
      min: MINUTE,
      max: 400 * DAY,
      doc: 'A session ends if it is not refreshed for this long.',
    },
    refreshGraceMs: {
      env: 'SKEIN_REFRESH_GRACE',
      type: 'duration',
      default: 30 * SECOND,
      min: 0,
      max: HOUR,
      doc: 'How long a refresh token stays valid after its successor was first used.',
    },
    maxSessions: {
      env: 'SKEIN_MAX_SESSIONS',
      type: 'int',
      unit: 'sessions',
      default: 100,
      min: 1,
      max: 10_000,
      doc: 'The largest number of open sessions of an account; another sign-in ends the oldest.',
    },
    cardCacheBytes: {
      env: 'SKEIN_CARD_CACHE',
      type: 'int',
      unit: 'bytes',
      holds: 'cards of people',
      default: 64 * MIB,
      min: 1_000,
      doc: 'Memory for cached public profiles; one takes about 800 bytes.',
    },
    cardCacheTtlMs: {
      env: 'SKEIN_CARD_CACHE_TTL',
      type: 'duration',
      default: HOUR,
      min: SECOND,
      doc: 'How long a profile is cached; a change removes it at once.',
    },
    sweepEveryMs: {
      env: 'SKEIN_USER_SWEEP_INTERVAL',
      type: 'duration',
      default: 10 * MINUTE,
      min: SECOND,
      doc: 'How often expired sessions, and accounts after their restore window, are removed.',
    },
    sweepBatch: {
      env: 'SKEIN_USER_SWEEP_BATCH',
      type: 'int',
      unit: 'rows',
      default: 200,
      min: 1,
      max: 10_000,
      doc: 'The largest number of accounts or sessions that one transaction of the sweep removes.',
    },
  },
  ({ refreshTokenTtlMs }, { product }) => {
    const accessTokenTtlMs = product?.accessTokenTtlMs as number | undefined;
    if (accessTokenTtlMs === undefined || refreshTokenTtlMs > accessTokenTtlMs) return [];
    return [
      'SKEIN_REFRESH_TOKEN_TTL must be longer than SKEIN_ACCESS_TOKEN_TTL: nothing could be refreshed.',
    ];
  },
);

/** The settings of the user service. */
export const userSettings = { product: productSettings, signIn: signInLimitSettings, user };

export type UserConfig = Config<typeof userSettings>;

export type UserSettings = ValuesOf<typeof user.settings> &
  SignInLimitSettings &
  ValuesOf<typeof productSettings.settings>;

export const settingsOf = ({ product, signIn, user }: UserConfig): UserSettings => ({
  ...product,
  ...signIn,
  ...user,
});

/** @throws ConfigError. Ignores unknown names; the process checks those against the settings of all services. */
export function loadUserSettings(env: Environment): UserSettings {
  return settingsOf(loadConfig(userSettings, env, { unknown: 'ignored' }));
}
