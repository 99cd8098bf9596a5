import { rememberedTokenBytes } from '../../platform/auth/token-verifier.ts';
import { type Environment, loadConfig } from '../../platform/config.ts';
import { networkBytes } from '../../platform/limits/address.ts';
import { windowBytes } from '../../platform/limits/memory.ts';
import { versionBytes } from '../../services/graph/adapters/sqlite.ts';
import { postSettings } from '../../services/post/config.ts';
import { followerCountBytes } from '../../services/post/decorators/cached-follower-counts.ts';
import { timelineSettings } from '../../services/timeline/config.ts';
import { userSettings } from '../../services/user/config.ts';

const MIB = 1 << 20;
const settings = { ...userSettings, ...postSettings, ...timelineSettings };

/** A part of the largest memory of a process of the embedded profile. */
interface Part {
  readonly what: string;
  /** The setting that bounds it, if there is one. */
  readonly env?: string;
  readonly bytes: number;
}

/**
 * Node, the code, the caches of the databases, passwords being hashed, and garbage between collections: measured under
 * 90 operations a second and 60 streams, with about 130 MiB of live heap and buffers.
 */
const baseBytes = 512 * MIB;

/** The maximum of everything bounded. Streams, connections and messages in transit are not included. */
export function memoryParts(env: Environment): Part[] {
  const { user, post, timeline } = loadConfig(settings, env, { unknown: 'ignored' });
  return [
    { what: 'rings', env: 'SKEIN_RING_MEMORY', bytes: timeline.ringMemory },
    { what: 'viewer graphs', env: 'SKEIN_VIEWER_GRAPH_MEMORY', bytes: timeline.graphMemory },
    { what: 'encoded posts', env: 'SKEIN_POST_FRAGMENT_CACHE', bytes: post.fragmentCacheBytes },
    { what: 'states of posts', env: 'SKEIN_POST_STATE_CACHE', bytes: post.stateCacheBytes },
    { what: 'cards of people', env: 'SKEIN_CARD_CACHE', bytes: user.cardCacheBytes },
    { what: 'tokens of users and of services', bytes: 2 * rememberedTokenBytes },
    {
      what: 'rate-limit counters by address, person, handle, device and session',
      bytes: 10 * windowBytes + networkBytes,
    },
    { what: 'versions of graphs, follower counts', bytes: versionBytes + followerCountBytes },
    { what: 'open sessions (100,000); entries and reposts of the last minutes', bytes: 48 * MIB },
    { what: 'the process itself', bytes: baseBytes },
  ];
}

export function memoryNeedBytes(env: Environment): number {
  return memoryParts(env).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The section of docs/config.md. */
export function memorySection(): string {
  const mib = (bytes: number) => `${Math.round(bytes / MIB)} MiB`;
  return [
    '## Memory',
    '',
    'The largest memory of a process of the embedded profile, with default settings. The bound of a cache includes keys and',
    'objects, so its real memory stays below the bound.',
    '',
    '| what | bounded by | maximum |',
    '|---|---|---|',
    ...memoryParts({}).map(
      ({ what, env, bytes }) => `| ${what} | ${env ? `\`${env}\`` : ''} | ${mib(bytes)} |`,
    ),
    `| **total** | | **${mib(memoryNeedBytes({}))}** |`,
    '',
    'Not included: about 40 kB for each open stream, 100 bytes for each person its reader follows, and requests being read.',
    '`make bench BENCH=memory` measures the memory over ten minutes of the standard load.',
    '',
    'About half of this memory is in the heap of V8. By default V8 limits its heap to half of the memory of the machine or',
    'container, at most 4 GiB. With less than 1 GiB set lower bounds, or set `NODE_OPTIONS=--max-old-space-size`.',
  ].join('\n');
}
