import type { Rules } from './model/state.ts';
import type { Random } from './random.ts';

/** The settings of one run of the server: `rules` affect responses, the rest must not be visible. */
export interface Life {
  readonly rules: Rules;
  readonly settings: Readonly<Record<string, string>>;
  /** Pushes are late or fail, and rings get lost. */
  readonly faulty: boolean;
  /** Rings evict entries after very few. */
  readonly smallRings: boolean;
  /** A mutant, by its name in mutants/mutants.ts. */
  readonly mutant?: string;
  /** The number of earlier runs. */
  readonly number: number;
  readonly heartbeatMs: number;
}

const second = 1000;

// Small and large values in rotation, so that both sides of every limit occur soon.
const foldWindows = ['1s', '12h', '3s'] as const;
const foldWindowMs = { '1s': second, '3s': 3 * second, '12h': 12 * 3600 * second };
const mostFollowing = [9, 5000, 3];
const mostSessions = [100, 1, 3];
const nobodyFamous = '10000';

/** Whether every entry is pushed: then a ring that evicted entries sends streams back to the list. True of one of eight runs at least. */
export const pushesAll = ({ settings, mutant }: Life): boolean =>
  mutant === undefined && settings.SKEIN_FAMOUS_FOLLOWERS === nobodyFamous;

/** The run after another one, or the first. */
export function nextLife(random: Random, before?: Life): Life {
  const number = before === undefined ? random.int(3) : before.number + 1;
  const next = <T>(values: readonly T[]): T => values[number % values.length]!;
  const [foldWindow, maxFollowing, maxSessions] = [
    next(foldWindows),
    next(mostFollowing),
    next(mostSessions),
  ];
  // Fan-out thresholds, caches and batch sizes must not be visible.
  const hidden = {
    SKEIN_FAMOUS_FOLLOWERS: number % 8 === 1 ? nobodyFamous : random.pick(['0', '2', nobodyFamous]),
    SKEIN_FOLLOWER_COUNT_TTL: random.pick(['1ms', '30s']),
    SKEIN_CARD_CACHE: random.pick(['2000', '67108864']),
    SKEIN_FAN_OUT_SLICE: random.pick(['1', '3', '1000']),
    SKEIN_SEARCH_CACHE_TTL: random.pick(['1ms', '1s']),
    SKEIN_RING_BUILDS: random.pick(['1', '4']),
    SKEIN_RING_TTL: random.pick(['1s', '72h']),
  };
  const heartbeatMs = random.pick([200, 2 * second]);
  return {
    ...(before?.mutant !== undefined && { mutant: before.mutant }),
    number,
    heartbeatMs,
    faulty: number % 2 === 1,
    smallRings: number % 4 === 1,
    rules: { foldWindowMs: foldWindowMs[foldWindow], maxFollowing, maxSessions },
    settings: {
      SKEIN_FOLD_WINDOW: foldWindow,
      SKEIN_MAX_FOLLOWING: String(maxFollowing),
      SKEIN_MAX_SESSIONS: String(maxSessions),
      ...hidden,
      SKEIN_HEARTBEAT: `${heartbeatMs}ms`,
      SKEIN_LOG_LEVEL: 'error',
      SKEIN_ACCESS_TOKEN_TTL: '24h',
      // Detects theft immediately.
      SKEIN_REFRESH_GRACE: '0ms',
      // All calls come from one address without pauses.
      SKEIN_SIGN_INS_PER_ADDRESS: '1000000',
      SKEIN_SIGN_INS_PER_HANDLE: '1000000',
      SKEIN_PASSWORDS_PER_SESSION: '1000000',
      SKEIN_SIGN_UPS_PER_ADDRESS: '1000000',
      SKEIN_SIGN_UPS_PER_HANDLE: '1000000',
    },
  };
}
