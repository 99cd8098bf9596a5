import type { Logger } from 'pino';
import type { DeviceTokens } from '../../../platform/auth/device-tokens.ts';
import type { VerificationKeys } from '../../../platform/auth/keys.ts';
import type { Passwords } from '../../../platform/auth/passwords.ts';
import type { RefreshTokens } from '../../../platform/auth/refresh-tokens.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { UserSettings } from '../config.ts';
import type { LastSeen } from '../domain/last-seen.ts';
import type { Cards, UserStore } from '../ports.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import type { TokenPairs } from './tokens.ts';

/** What the use cases need; compose.ts creates it. */
export interface AppContext {
  readonly store: UserStore;
  readonly cards: Cards;
  readonly ids: Ids;
  /** The id clock, which never steps, for every stored time. Only access tokens use wall time. */
  readonly clock: Clock;
  readonly passwords: Passwords;
  /** The most common passwords, in the form of `passwordKey`. */
  readonly commonPasswords: ReadonlySet<string>;
  readonly tokens: TokenPairs;
  readonly refreshTokens: RefreshTokens;
  readonly deviceTokens: DeviceTokens;
  readonly signingKeys: VerificationKeys;
  readonly limits: SignInLimits;
  readonly lastSeen: Pick<LastSeen, 'saw'>;
  readonly settings: UserSettings;
  readonly log: Logger;
}
