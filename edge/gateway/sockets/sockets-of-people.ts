import type { CachedSessionGate } from '../../../platform/auth/session-gate.ts';
import type { LiveSocket } from './live-socket.ts';

/** What sockets ask about sessions. */
export type SocketSessions = Pick<CachedSessionGate, 'check' | 'watch' | 'ask'>;

/** Who has how many sockets. */
export interface SocketsOfPeople {
  /** Whether a person may have one more. */
  hasRoom(userId: string): boolean;
  /** Where a person has all that they may, lets those go that are dead. */
  clear(userId: string): Promise<void>;
  join(socket: LiveSocket): void;
  /** The socket counts no more; may be called again. */
  leave(socket: LiveSocket): void;
}

/** Only what lives counts against a person's limit: neither what a signed-out session left nor what a lost network did. */
export function socketsOfPeople(options: {
  readonly max: number;
  readonly sessions: Pick<SocketSessions, 'ask'>;
}): SocketsOfPeople {
  const { max, sessions } = options;
  const byUser = new Map<string, Set<LiveSocket>>();
  const clearing = new Map<string, Promise<void>>();

  const own = (userId: string): LiveSocket[] => [...(byUser.get(userId) ?? [])];
  const hasRoom = (userId: string) => own(userId).length < max;
  /** Asks about the session of each, once, and whether anybody is at the other end. */
  const letDeadGo = async (userId: string) => {
    const bearers = new Map(own(userId).map(({ bearer }) => [bearer.sessionId, bearer]));
    // Who watches hears of what is over; a look-up that fails decides nothing.
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
