import type { Clock } from '../clock.ts';
import { group, type ValuesOf } from '../config.ts';
import { DomainError } from '../domain-error.ts';
import { addressKey, isLoopback } from './address.ts';
import { atMost, within } from './limit-settings.ts';
import { memoryWindows, type Windows } from './memory.ts';

const MINUTE = 60_000;

/** How much one address and one person may ask of the doors of a process, gRPC and HTTP together. */
export const callLimitSettings = group({
  callsPerAddress: atMost(
    'SKEIN_CALLS_PER_ADDRESS',
    12_000,
    'calls',
    'Calls from one address (IPv6: one /64) within the window; this machine itself may call as it likes.',
  ),
  callsPerUser: atMost('SKEIN_CALLS_PER_USER', 6_000, 'calls', 'Calls of one person within the window.'),
  callWindowMs: within('SKEIN_CALL_WINDOW', MINUTE, 'The window that calls are counted in.'),
  streamsPerUser: atMost(
    'SKEIN_STREAMS_PER_USER',
    100,
    'streams',
    'Open streams of one person, or of one address that names nobody.',
  ),
  connectionsPerAddress: atMost(
    'SKEIN_CONNECTIONS_PER_ADDRESS',
    2_000,
    'connections',
    'Connections of one address to one port; this machine and trusted proxies may have more.',
  ),
});

export type CallLimitSettings = ValuesOf<(typeof callLimitSettings)['settings']>;

/** How much one address and one person may ask. Each look takes about a microsecond. */
export interface CallLimits {
  /** Counts a call of an address. @throws DomainError RATE_LIMITED with retryAfterMs */
  address(address: string): void;
  /** Counts a call of a person. @throws DomainError RATE_LIMITED with retryAfterMs */
  user(userId: string): void;
  /**
   * Counts a stream of a person, or of an address that names nobody, until the answer is called.
   *
   * @throws DomainError RATE_LIMITED with retryAfterMs
   */
  stream(userId: string | undefined, address: string): () => void;
  /** Whether a person has a stream open now. */
  streaming(userId: string): boolean;
}

export interface CallLimitsOptions {
  readonly settings: CallLimitSettings;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Hears of every refusal, by what was too much. */
  readonly refused?: (limit: 'address' | 'user' | 'streams') => void;
}

/** When to come again for another stream, in milliseconds: one must end first. */
const streamRetryMs = 5_000;
const nobodyHears = () => {};

/**
 * Counted for the process alone: a call passes here before anything is done for it, and what a network of processes
 * takes in all is bounded by each of them.
 */
export function callLimits({ settings, clock, refused = nobodyHears }: CallLimitsOptions): CallLimits {
  const { callsPerAddress, callsPerUser, callWindowMs: windowMs, streamsPerUser } = settings;
  const byAddress = memoryWindows({ points: callsPerAddress, windowMs, clock });
  const byUser = memoryWindows({ points: callsPerUser, windowMs, clock });
  const streams = new Map<string, number>();

  const take = (windows: Windows, key: string, limit: 'address' | 'user') => {
    const taken = windows.take(key);
    if (taken.allowed) return;
    refused(limit);
    const { retryAfterMs } = taken;
    throw new DomainError('RATE_LIMITED', 'too many calls: try again later', { retryAfterMs });
  };
  return {
    address(address) {
      // Who is on this machine has other ways to keep it busy; proxies on it are to be named, and tell their clients.
      if (!isLoopback(address)) take(byAddress, addressKey(address), 'address');
    },
    user: (userId) => take(byUser, userId, 'user'),
    streaming: (userId) => streams.has(userId),
    stream(userId, address) {
      if (userId === undefined && isLoopback(address)) return nobodyHears;
      const key = userId ?? addressKey(address);
      const open = streams.get(key) ?? 0;
      if (open >= streamsPerUser) {
        refused('streams');
        throw new DomainError('RATE_LIMITED', `${streamsPerUser} streams are open: end one first`, {
          retryAfterMs: streamRetryMs,
        });
      }
      streams.set(key, open + 1);
      return () => {
        const left = streams.get(key)! - 1;
        if (left > 0) streams.set(key, left);
        else streams.delete(key);
      };
    },
  };
}
