import { Code } from '@connectrpc/connect';
import { fail } from '../../../../platform/errors.ts';
import type { Session } from './session.ts';

export interface SessionSocketsOptions<Socket> {
  current(): Session | undefined;
  /** Renews the tokens of a session, unless another window has. */
  refresh(had: Session): Promise<void>;
  /** Renews the current tokens shortly before they expire. */
  renewInTime(): Promise<void>;
  open(accessToken: string): Socket;
}

/**
 * Opens sockets with the session's token. `expired`: the server found the token of the last socket expired, although by this
 * machine's clock it may be fresh.
 */
export function sessionSockets<Socket>({
  current,
  refresh,
  renewInTime,
  open,
}: SessionSocketsOptions<Socket>) {
  /** The session of the last socket. */
  let offered: Session | undefined;
  return async (expired: boolean): Promise<Socket> => {
    if (expired && offered !== undefined) await refresh(offered);
    else await renewInTime();
    const session = current();
    if (session === undefined) throw fail(Code.Unauthenticated, 'TOKEN_MISSING', 'there is no session');
    offered = session;
    return open(session.accessToken);
  };
}
