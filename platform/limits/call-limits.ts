import type { Clock } from '../clock.ts';
import { group, type ValuesOf } from '../config.ts';
import { DomainError } from '../domain-error.ts';
import { addressKey, isLoopback } from './address.ts';
import { maxSetting, windowSetting } from './limit-settings.ts';
import { memoryWindows, type Windows } from './memory.ts';

const MINUTE = 60_000;

/** The call limits of an address and of a user at the listeners of a process, gRPC and HTTP together. */
export const callLimitSettings = group({
  callsPerAddress: maxSetting(
    'SKEIN_CALLS_PER_ADDRESS',
    12_000,
    'calls',
    'Calls from one address (IPv6: one /64) within the window, by their call_cost; this machine itself has no limit.',
  ),
  callsPerUser: maxSetting(
    'SKEIN_CALLS_PER_USER',
    6_000,
    'calls',
    'Calls of one person within the window, by their call_cost.',
  ),
  callWindowMs: windowSetting('SKEIN_CALL_WINDOW', MINUTE, 'The window that calls are counted in.'),
  streamsPerUser: maxSetting(
    'SKEIN_STREAMS_PER_USER',
    100,
    'streams',
    'Open streams of one person, or of one address for callers without a token.',
  ),
  connectionsPerAddress: maxSetting(
    'SKEIN_CONNECTIONS_PER_ADDRESS',
    2_000,
    'connections',
    'Connections of one address to one port; no limit for this machine and trusted proxies.',
  ),
});

export type CallLimitSettings = ValuesOf<(typeof callLimitSettings)['settings']>;

/** The call limits of an address and of a user. Each check takes about a microsecond. */
export interface CallLimits {
  /**
   * Counts a call of an address as `cost` calls. Default: 1.
   * @throws DomainError RATE_LIMITED with retryAfterMs
   */
  address(address: string, cost?: number): void;
  /**
   * Counts a call of a user as `cost` calls. Default: 1.
   * @throws DomainError RATE_LIMITED with retryAfterMs
   */
  user(userId: string, cost?: number): void;
  /**
   * Counts a stream of a user, or of an anonymous address, until the returned function is called.
   *
   * @throws DomainError RATE_LIMITED with retryAfterMs
   */
  stream(userId: string | undefined, address: string): () => void;
  /** Whether a user has a stream open now. */
  streaming(userId: string): boolean;
}

export interface CallLimitsOptions {
  readonly settings: CallLimitSettings;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Receives every refusal with the limit that was exceeded. */
  readonly onRefused?: (limit: 'address' | 'user' | 'streams') => void;
}

/** When to retry for another stream, in milliseconds: one must end first. */
const streamRetryMs = 5_000;
const ignore = () => {};

/**
 * Counted in this process alone: the check comes before any work for the call, and the total is bounded by the number
 * of processes.
 */
export function callLimits({ settings, clock, onRefused = ignore }: CallLimitsOptions): CallLimits {
  const { callsPerAddress, callsPerUser, callWindowMs: windowMs, streamsPerUser } = settings;
  const byAddress = memoryWindows({ points: callsPerAddress, windowMs, clock });
  const byUser = memoryWindows({ points: callsPerUser, windowMs, clock });
  const streams = new Map<string, number>();

  const take = (windows: Windows, key: string, limit: 'address' | 'user', cost?: number) => {
    const taken = windows.take(key, cost);
    if (taken.allowed) return;
    onRefused(limit);
    const { retryAfterMs } = taken;
    throw new DomainError('RATE_LIMITED', 'too many calls: try again later', { retryAfterMs });
  };
  return {
    address(address, cost) {
      // A local process can load the machine in other ways. Proxies on this machine must be configured; they report
      // their clients.
      if (!isLoopback(address)) take(byAddress, addressKey(address), 'address', cost);
    },
    user: (userId, cost) => take(byUser, userId, 'user', cost),
    streaming: (userId) => streams.has(userId),
    stream(userId, address) {
      if (userId === undefined && isLoopback(address)) return ignore;
      const key = userId ?? addressKey(address);
      const open = streams.get(key) ?? 0;
      if (open >= streamsPerUser) {
        onRefused('streams');
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
