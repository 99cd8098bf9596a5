import type { Role } from './caller.ts';

/** Whose a genuine token is, as it says itself. */
export interface SessionBearer {
  readonly userId: string;
  readonly sessionId: string;
  /** Of the refresh token that came with it. */
  readonly generation: number;
}

/** An open session as it stands now, whatever its tokens say. */
export interface SessionState {
  readonly role: Role;
  /** When its person was last seen before, to about an hour, in milliseconds since 1970; absent the first time. */
  readonly lastSeenMs?: number;
}

/** Hears of a session for as long as something long stands on it: a stream, a socket. */
export interface SessionWatcher {
  /** The session is open and stands like this: told at every look. */
  seen(state: SessionState): void;
  /** The session is over, or could not be asked about; nothing more is told. */
  ended(error: unknown): void;
}
