import type { CachedSessionGate } from '../../../platform/auth/session-gate.ts';
import type { LiveSocket } from './live-socket.ts';

/** The part of the session gate that sockets use. */
export type SocketSessions = Pick<CachedSessionGate, 'check' | 'watch' | 'ask'>;

/** Counts sockets by user. */
export interface SocketsByUser {
  /** Whether a user may open another socket. */
  hasRoom(userId: string): boolean;
  /** When a user is at the limit, closes their dead sockets. */
  clear(userId: string): Promise<void>;
  join(socket: LiveSocket): void;
  /** Removes the socket; may be called again. */
  leave(socket: LiveSocket): void;
}

/** Only live sockets count against a user's limit, not those of ended sessions or lost connections. */
export function socketsByUser(options: {
  readonly max: number;
  readonly sessions: Pick<SocketSessions, 'ask'>;
}): SocketsByUser {
  const { max, sessions } = options;
  const byUser = new Map<string, Set<LiveSocket>>();
  const clearing = new Map<string, Promise<void>>();

  const own = (userId: string): LiveSocket[] => [...(byUser.get(userId) ?? [])];
  const hasRoom = (userId: string) => own(userId).length < max;
  /** Checks each session once, and whether each peer answers. */
  const letDeadGo = async (userId: string) => {
    const bearers = new Map(own(userId).map(({ bearer }) => [bearer.sessionId, bearer]));
    // Watchers close the sockets of ended sessions; a failed look-up changes nothing.
    const asked = [...bearers.values()].map((bearer) => sessions.ask(bearer).catch(() => {}));
    const probed = own(userId).map((socket) => socket.probe());
    await Promise.all([...asked, ...probed]);
    clearing.delete(userId);
  };
  return {
    hasRoom,
    async clear(userId) {
      if (hasRoom(userId)) return;
      const cleared = clearing.get(userId) ?? letDeadGo(userId);
      clearing.set(userId, cleared);
      await cleared;
    },
    join(socket) {
      const { userId } = socket.bearer;
      const sockets = byUser.get(userId) ?? new Set();
      byUser.set(userId, sockets.add(socket));
    },
    leave(socket) {
      const sockets = byUser.get(socket.bearer.userId);
      if (sockets?.delete(socket) && sockets.size === 0) byUser.delete(socket.bearer.userId);
    },
  };
}
