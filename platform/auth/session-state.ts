import type { Role } from './caller.ts';

/** The owner of a valid token, by its own claims. */
export interface SessionBearer {
  readonly userId: string;
  readonly sessionId: string;
  /** The generation of the refresh token that was issued with it. */
  readonly generation: number;
}

/** An open session as it is now, whatever its tokens say. */
export interface SessionState {
  readonly role: Role;
  /**
   * When the user was last seen before this session, to about an hour, in milliseconds since 1970; absent the first
   * time.
   */
  readonly lastSeenMs?: number;
}

/** Receives the state of a session while something long-lived (a stream, a socket) depends on it. */
export interface SessionWatcher {
  /** The session is open and has this state. Called after every look-up. */
  seen(state: SessionState): void;
  /** The session has ended, or the look-up failed. It is the last call. */
  ended(error: unknown): void;
}
