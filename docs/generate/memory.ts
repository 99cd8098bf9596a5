import { rememberedTokenBytes } from '../../platform/auth/token-verifier.ts';
import { type Environment, loadConfig } from '../../platform/config.ts';
import { networkBytes } from '../../platform/limits/address.ts';
import { windowBytes } from '../../platform/limits/memory.ts';
import { versionBytes } from '../../services/graph/adapters/sqlite.ts';
import { followerCountBytes } from '../../services/post/adapters/relations.ts';
import { postSettings } from '../../services/post/config.ts';
import { timelineSettings } from '../../services/timeline/config.ts';
import { userSettings } from '../../services/user/config.ts';

const MIB = 1 << 20;
const settings = { ...userSettings, ...postSettings, ...timelineSettings };

/** A part of what a process of the embedded profile needs at the most. */
interface Part {
  readonly what: string;
  /** The setting that bounds it, where there is one. */
  readonly env?: string;
  readonly bytes: number;
}

/**
 * Node, the code, the databases' own caches, passwords that are being hashed, and what collections leave behind until the
 * next: measured under 90 operations a second and 60 streams, with some 130 MiB of live heap and buffers.
 */
const baseBytes = 512 * MIB;

/** What has a bound, each at it. Streams, connections and messages on their way come on top. */
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
      what: 'uses counted by address, person, handle, device and session',
      bytes: 10 * windowBytes + networkBytes,
    },
    { what: 'versions of graphs, follower counts', bytes: versionBytes + followerCountBytes },
    { what: 'living sessions (100,000); entries and reposts of the last minutes', bytes: 48 * MIB },
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
    'What a process of the embedded profile needs at the most, with the settings as shipped. What caches keep has memory of',
    'its own, and keys and objects around it count, so they hold no more than this.',
    '',
    '| what | bounded by | at the most |',
    '|---|---|---|',
    ...memoryParts({}).map(
      ({ what, env, bytes }) => `| ${what} | ${env ? `\`${env}\`` : ''} | ${mib(bytes)} |`,
    ),
    `| **in all** | | **${mib(memoryNeedBytes({}))}** |`,
    '',
    'On top come about 40 kB an open stream, 100 bytes for each person its reader follows, and requests that are being',
    'read. `make bench BENCH=memory` watches it for ten minutes of the standard load.',
    '',
    'About half of the bounds is in the heap of V8, whose own limit is half of the memory of the machine or container, and',
    '4 GiB at the most: below 1 GiB set lower bounds, or `NODE_OPTIONS=--max-old-space-size`.',
  ].join('\n');
}
