import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { Account, Tokens } from '../../gen/ts/skein/user/v1/user_pb.ts';
import type { Api } from './api.ts';
import type { Credentials, Identity } from './credentials.ts';
import { exitCodes, Fault } from './fault.ts';

/** Access tokens are exchanged when they have less than this left. */
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

/** A session that lasts: its access token is renewed before it ends. */
export interface Session {
  identity(): Identity;
  /** @throws ConnectError when the session is over */
  token(): string | Promise<string>;
  /** Takes a new access token at once, as after a change of role. */
  renew(): Promise<string>;
}

/** Where a session's tokens are kept for others who have the same one. */
export interface KeptTokens {
  /** What was kept last, by this command or by another that runs beside it. */
  latest?(): Identity | undefined;
  /** Hears of new tokens, before they are used. */
  keep(identity: Identity): void;
  /** Renews in turn with those others; at once without. */
  locked?<T>(work: () => Promise<T>): Promise<T>;
}

/** @param stranger makes the calls that renew */
export function session(stranger: Api, first: Identity, kept: KeptTokens): Session {
  let identity = first;
  let renewal: Promise<string> | undefined;
  const { latest, locked = (work) => work() } = kept;
  const isFresh = () => identity.expiresAtMs - Date.now() > spareMs;
  // A refresh token that another command has used up is taken for a stolen one.
  const look = () => {
    identity = latest?.() ?? identity;
  };
  const renew = async (isWanted: () => boolean) => {
    look();
    if (!isWanted()) return identity.accessToken;
    const { refreshToken } = identity;
    const { tokens } = await stranger.auth.refreshSession({ refreshToken });
    identity = { ...identity, ...tokenFields(tokens!) };
    // Whoever signed out, or in anew, meanwhile has the last word.
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

/** The kept session of a handle, or of whoever signed in last. @throws Fault when there is none */
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
