import type { Timestamp } from '@bufbuild/protobuf/wkt';
import type { Account, Tokens } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { createListeners } from '../data/listeners.ts';
import { deviceTokenOf, keepDeviceToken } from './device-tokens.ts';

/** The signed-in user with their tokens. */
export interface Session {
  readonly userId: string;
  readonly handle: string;
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly accessExpiresMs: number;
  readonly refreshToken: string;
}

/** The tokens that a renewal gives. */
export type Renewed = Pick<Session, 'accessToken' | 'accessExpiresMs' | 'refreshToken'>;

const key = 'skein.session';
const { onChange, changed } = createListeners();
let current = read();

/** The session of this browser, shared by all its windows. */
export function currentSession(): Session | undefined {
  return current;
}

export const onSessionChange = onChange;

export function begin(account: Account, tokens: Tokens): void {
  const { id, handle } = account.user!;
  keep({ userId: id, handle, ...fieldsOf(tokens) });
}

/** New tokens of the same session. */
export function renew(tokens: Renewed): void {
  if (current !== undefined) keep({ ...current, ...tokens });
}

/** Reads the stored session: a suspended window may have missed changes by others. */
export function reread(): Session | undefined {
  const stored = read();
  if (stored?.accessToken !== current?.accessToken) change(stored);
  return current;
}

/** The account has a new handle. */
export function rename(userId: string, handle: string): void {
  if (current?.userId !== userId || current.handle === handle) return;
  keepDeviceToken(handle, deviceTokenOf(current.handle));
  keep({ ...current, handle });
}

export function end(): void {
  keep(undefined);
}

export function fieldsOf(tokens: Tokens): Renewed {
  const { accessToken, accessExpireTime, refreshToken } = tokens;
  return { accessToken, accessExpiresMs: msOf(accessExpireTime), refreshToken };
}

function msOf(time: Timestamp | undefined): number {
  return time === undefined ? 0 : Number(time.seconds) * 1000;
}

function keep(session: Session | undefined): void {
  if (session === undefined) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(session));
  change(session);
}

function change(session: Session | undefined): void {
  current = session;
  changed();
}

function read(): Session | undefined {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as Session | null) ?? undefined;
  } catch {
    return undefined;
  }
}

// Another window signed in or out, or renewed the tokens.
addEventListener('storage', (event) => {
  if (event.key === key || event.key === null) change(read());
});
