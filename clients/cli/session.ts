import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { Account, Tokens } from '../../gen/ts/skein/user/v1/user_pb.ts';
import type { Api } from './api.ts';
import type { Credentials, Identity } from './credentials.ts';
import { exitCodes, Fault } from './fault.ts';

/** Access tokens with less than this left are renewed. */
const spareMs = 30_000;

export function identityOf(account: Pick<Account, 'user'>, tokens: Tokens): Identity {
  const { id: userId, handle } = account.user!;
  return { handle, userId, ...tokenFields(tokens) };
}

export function tokenFields(tokens: Tokens): Omit<Identity, 'handle' | 'userId'> {
  return {
    accessToken: tokens.accessToken,
    expiresAtMs: timestampMs(tokens.accessExpireTime!),
    refreshToken: tokens.refreshToken,
  };
}

/** A session whose access token is renewed before it expires. */
export interface Session {
  identity(): Identity;
  /** @throws ConnectError when the session is over */
  token(): string | Promise<string>;
  /** Renews the access token now, as after a change of role. */
  renew(): Promise<string>;
}

/** The stored tokens of a session that several commands share. */
export interface KeptTokens {
  /** The tokens that this or a concurrent command stored last. */
  latest?(): Identity | undefined;
  /** Stores new tokens before they are used. */
  keep(identity: Identity): void;
  /** Runs a renewal under the session's lock; without it immediately. */
  locked?<T>(work: () => Promise<T>): Promise<T>;
}

/** @param stranger makes the renewal calls */
export function session(stranger: Api, first: Identity, kept: KeptTokens): Session {
  let identity = first;
  let renewal: Promise<string> | undefined;
  const { latest, locked = (work) => work() } = kept;
  const isFresh = () => identity.expiresAtMs - Date.now() > spareMs;
  // The server treats a refresh token that another command has used as stolen.
  const look = () => {
    identity = latest?.() ?? identity;
  };
  const renew = async (isWanted: () => boolean) => {
    look();
    if (!isWanted()) return identity.accessToken;
    const { refreshToken } = identity;
    const { tokens } = await stranger.auth.refreshSession({ refreshToken });
    identity = { ...identity, ...tokenFields(tokens!) };
    // A sign-out or new sign-in in between takes precedence.
    if (latest === undefined || latest()?.refreshToken === refreshToken) kept.keep(identity);
    return identity.accessToken;
  };
  const renewOnce = (isWanted: () => boolean) => {
    renewal ??= locked(() => renew(isWanted)).finally(() => {
      renewal = undefined;
    });
    return renewal;
  };
  return {
    identity: () => identity,
    token() {
      if (!isFresh()) look();
      return isFresh() ? identity.accessToken : renewOnce(() => !isFresh());
    },
    renew: () => renewOnce(() => true),
  };
}

/**
 * The stored session of a handle, or of the last sign-in.
 * @throws Fault without one
 */
export function keptSession(stranger: Api, kept: Credentials, handle?: string): Session {
  const identity = kept.find(handle);
  if (identity === undefined) {
    const who = handle === undefined ? 'nobody is' : `@${handle} is not`;
    const how = `skein signin ${handle ?? 'HANDLE'}`;
    throw new Fault(`${who} signed in at ${kept.server}: ${how}`, exitCodes.notAllowed);
  }
  return session(stranger, identity, {
    latest: () => kept.find(identity.handle),
    keep: (renewed) => kept.keep(renewed, false),
    locked: (work) => kept.locked(identity.handle, work),
  });
}
