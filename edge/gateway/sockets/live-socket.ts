import { randomUUID } from 'node:crypto';
import { Code, type ConnectError } from '@connectrpc/connect';
import type { WebSocket } from 'ws';
import type { SessionGate } from '../../../platform/auth/session-gate.ts';
import type { SessionBearer } from '../../../platform/auth/session-state.ts';
import { expired } from '../../../platform/auth/token-verifier.ts';
import type { TimedClock, Timers } from '../../../platform/clock.ts';
import { cancelled, draining, fail, reasonOf, toConnectError } from '../../../platform/errors.ts';
import type { CallLimits } from '../../../platform/limits/call-limits.ts';
import { readerTooSlow } from '../../../platform/rpc/limits.ts';
import type { OnRefused } from '../../../platform/rpc/refusal-report.ts';
import { messageBudget } from './message-budget.ts';
import {
  type ClientMessage,
  closeCode,
  closeCodeOf,
  endMessage,
  endsSocket,
  parseMessage,
  type ServerMessage,
} from './messages.ts';
import type { Streams } from './streams.ts';

export interface LiveSocketOptions {
  readonly streams: Streams;
  readonly limits: Pick<CallLimits, 'address'>;
  readonly sessions: Pick<SessionGate, 'watch'>;
  readonly clock: TimedClock;
  /** How long a reader may leave a message unread, in milliseconds. */
  readonly takeMs: number;
  /** How often the peer is pinged. */
  readonly heartbeatMs: number;
  /** Receives refusals before there is a call. */
  readonly onRefused: OnRefused;
}

interface Ended {
  /** Called when the socket has ended or is about to; at the latest when it is closed. May be called again. */
  readonly ended: () => void;
}

/** The user of the socket, known from the handshake. */
export interface Bearer extends SessionBearer {
  readonly token: string;
  readonly address: string;
  readonly expiresAtMs: number;
}

export interface LiveSocket {
  readonly bearer: Bearer;
  /**
   * Resolves after the peer has answered a ping; a peer that does not answer within `closeMs` is disconnected first.
   */
  probe(): Promise<void>;
  /** Ends every stream as DRAINING, then the socket. */
  drain(): void;
}

/** The most concurrent streams of one socket. */
const maxStreams = 8;
/** When to retry for another stream, in milliseconds: one must end first. */
const streamRetryMs = 5_000;
/** How many consecutive pings may go unanswered: one can be late because either side is busy. */
const maxUnanswered = 2;
/** How long a peer has to answer a close, in milliseconds; then it is disconnected. */
export const closeMs = 2_000;

/**
 * The streams of one user on one socket. Each holds one message at a time and requests the next after the previous was
 * sent, so a slow reader delays only their own streams and uses no memory.
 */
export function liveSocket(
  ws: WebSocket,
  bearer: Bearer,
  { streams, limits, sessions, clock, takeMs, heartbeatMs, onRefused, ended }: LiveSocketOptions & Ended,
): LiveSocket {
  const running = new Map<string, AbortController>();
  const spend = messageBudget(clock);
  const probes = new Set<() => void>();
  let unsent = 0;
  let unanswered = 0;

  const close = (code: number, reason: string) => {
    for (const stream of running.values()) stream.abort(cancelled());
    running.clear();
    ended();
    closeOrCut(ws, clock, code, reason);
  };
  const refuse = (code: number, reason: string, why = reason) => {
    onRefused(reason);
    close(code, why);
  };
  const onAlive = (): void => {
    unanswered = 0;
    for (const answered of probes) answered();
  };

  const send = (message: ServerMessage) =>
    new Promise<void>((resolve, reject) => {
      unsent += 1;
      const cancel = clock.after(takeMs, () => {
        for (const id of running.keys()) finish(id, readerTooSlow());
        close(closeCode.tooSlow, 'READER_TOO_SLOW');
      });
      ws.send(JSON.stringify(message), (error) => {
        unsent -= 1;
        cancel();
        if (error) reject(error);
        else resolve();
      });
    });

  /** Sends the end of a stream, once. */
  const finish = (id: string, error?: ConnectError) => {
    const stream = running.get(id);
    if (stream === undefined) return;
    running.delete(id);
    stream.abort(error ?? cancelled());
    send(endMessage(id, error)).catch(() => {});
    if (error !== undefined && endsSocket(error)) close(closeCodeOf(error), reasonOf(error) ?? '');
  };
  const end = (error: ConnectError) => {
    for (const id of running.keys()) finish(id, error);
    close(closeCodeOf(error), reasonOf(error) ?? '');
  };

  const run = async (id: string, name: string, request: Parameters<Streams['open']>[1]) => {
    const stream = new AbortController();
    running.set(id, stream);
    const mine = () => running.get(id) === stream;
    try {
      const origin = {
        requestId: randomUUID(),
        address: bearer.address,
        authorization: `Bearer ${bearer.token}`,
      };
      // A stream counts as a call; its user is counted where it is handled.
      limits.address(bearer.address);
      for await (const message of streams.open(name, request, origin, stream.signal)) {
        if (!mine()) return;
        await send({ type: 'event', id, message });
      }
      if (mine()) finish(id);
    } catch (reason) {
      if (mine()) finish(id, toConnectError(reason));
    }
  };

  const subscribe = (message: Extract<ClientMessage, { type: 'subscribe' }>) => {
    const { id, stream, request } = message;
    if (running.has(id)) refuse(closeCode.malformed, 'MESSAGE_MALFORMED', 'this id is in use');
    else if (running.size < maxStreams) void run(id, stream, request);
    else {
      onRefused('RATE_LIMITED');
      send(endMessage(id, tooManyStreams())).catch(() => {});
    }
  };

  ws.on('message', (data, isBinary) => {
    if (ws.readyState !== ws.OPEN) return;
    onAlive();
    const message = isBinary ? undefined : parseMessage(String(data));
    if (!spend()) refuse(closeCode.tooMany, 'RATE_LIMITED');
    else if (message === undefined) refuse(closeCode.malformed, 'MESSAGE_MALFORMED');
    else if (message.type === 'subscribe') subscribe(message);
    else if (message.type === 'unsubscribe') finish(message.id);
    else send({ type: 'pong' }).catch(() => {});
  });
  ws.on('pong', onAlive);

  let cancelBeat: () => void;
  const beat = () => {
    // Unsent messages precede a ping; the slow-reader limit covers them.
    if (unsent === 0) {
      if (unanswered >= maxUnanswered) {
        ws.terminate();
        return;
      }
      unanswered += 1;
      ws.ping();
    }
    cancelBeat = clock.after(heartbeatMs, beat);
  };
  cancelBeat = clock.after(heartbeatMs, beat);
  const cancelExpiry = clock.after(Math.max(0, bearer.expiresAtMs - clock.nowMs()), () => {
    end(toConnectError(expired()));
  });
  const unwatch = sessions.watch(bearer, {
    seen() {
      // Timers follow the monotonic clock. The wall clock may have been set since.
      if (clock.nowMs() >= bearer.expiresAtMs) end(toConnectError(expired()));
    },
    ended: (reason) => end(toConnectError(reason)),
  });
  ws.on('close', () => {
    cancelBeat();
    cancelExpiry();
    unwatch();
    onAlive();
    ended();
    for (const stream of running.values()) stream.abort(cancelled());
    running.clear();
  });

  return {
    bearer,
    async probe() {
      const { promise, resolve } = Promise.withResolvers<void>();
      const cancel = clock.after(closeMs, () => {
        ended();
        ws.terminate();
        resolve();
      });
      probes.add(resolve);
      if (ws.readyState === ws.OPEN) ws.ping();
      await promise;
      probes.delete(resolve);
      cancel();
    },
    drain() {
      for (const id of running.keys()) finish(id, draining());
      close(closeCode.draining, 'DRAINING');
    },
  };
}

/** Closes a socket; a peer that does not answer is disconnected. */
export function closeOrCut(ws: WebSocket, timers: Timers, code: number, reason: string): void {
  ws.close(code, reason);
  timers.after(closeMs, () => ws.terminate());
}

function tooManyStreams(): ConnectError {
  const message = `a socket carries ${maxStreams} streams at the most: end one first`;
  return fail(Code.ResourceExhausted, 'RATE_LIMITED', message, {
    metadata: { limit: String(maxStreams) },
    retryAfterMs: streamRetryMs,
  });
}
