import type { Logger } from 'pino';
import type { DeviceTokens } from '../../../platform/auth/device-tokens.ts';
import type { VerificationKeys } from '../../../platform/auth/keys.ts';
import type { Passwords } from '../../../platform/auth/passwords.ts';
import type { RefreshTokens } from '../../../platform/auth/refresh-tokens.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { SignInLimits } from '../../../platform/limits/sign-in-limits.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { UserSettings } from '../config.ts';
import type { LastSeen } from '../domain/last-seen.ts';
import type { Cards, UserStore } from '../ports.ts';
import type { TokenPairs } from './tokens.ts';

/** What the handlers work with; compose.ts makes it. */
export interface UserRuntime {
  readonly store: UserStore;
  readonly cards: Cards;
  readonly claims: ClaimStore;
  /** Requests with passwords are hashed with it into claims: a plain hash could be guessed at its speed. */
  readonly claimKey: Uint8Array;
  readonly ids: Ids;
  /** The id clock, which never steps: of all times that are kept. Access tokens alone go by wall time. */
  readonly clock: Clock;
  readonly passwords: Passwords;
  /** What is guessed first, as `passwordKey` writes it. */
  readonly commonPasswords: ReadonlySet<string>;
  readonly tokens: TokenPairs;
  readonly refreshTokens: RefreshTokens;
  readonly deviceTokens: DeviceTokens;
  readonly signingKeys: VerificationKeys;
  readonly limits: SignInLimits;
  readonly lastSeen: Pick<LastSeen, 'saw'>;
  readonly pageTokens: PageTokens;
  readonly settings: UserSettings;
  readonly log: Logger;
}
