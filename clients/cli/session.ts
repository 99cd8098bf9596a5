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

/** @param stranger makes the calls that renew @param changed hears of new tokens, before they are used */
export function session(stranger: Api, first: Identity, changed: (identity: Identity) => void): Session {
  let identity = first;
  let renewal: Promise<string> | undefined;
  const renew = async () => {
    const { tokens } = await stranger.auth.refreshSession({ refreshToken: identity.refreshToken });
    identity = { ...identity, ...tokenFields(tokens!) };
    changed(identity);
    return identity.accessToken;
  };
  const renewOnce = () => {
    renewal ??= renew().finally(() => {
      renewal = undefined;
    });
    return renewal;
  };
  return {
    identity: () => identity,
    token: () => (identity.expiresAtMs - Date.now() > spareMs ? identity.accessToken : renewOnce()),
    renew: renewOnce,
  };
}

/** The kept session of a handle, or of whoever signed in last. @throws Fault when there is none */
export function keptSession(stranger: Api, kept: Credentials, handle?: string): Session {
  const identity = kept.find(handle);
  if (identity === undefined) {
    const who = handle === undefined ? 'nobody is' : `@${handle} is not`;
    throw new Fault(`${who} signed in here: skein signin ${handle ?? 'HANDLE'}`, exitCodes.notAllowed);
  }
  return session(stranger, identity, (renewed) => kept.keep(renewed, false));
}
