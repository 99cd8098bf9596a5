import { type Config, group } from '../../platform/config.ts';
import { productSettings } from '../product/settings.ts';

const MIB = 1 << 20;
const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** The timeline service also uses the product settings SKEIN_FOLD_WINDOW, SKEIN_HEARTBEAT and SKEIN_CLOCK_SKEW. */
export const timelineSettings = {
  product: productSettings,
  timeline: group({
    ringMemory: {
      env: 'SKEIN_RING_MEMORY',
      type: 'int',
      unit: 'bytes',
      holds: 'rings',
      default: 256 * MIB,
      min: MIB,
      doc: 'Memory for rings; one takes 22 kB. The least recently read ring is removed first.',
    },
    ringTtlMs: {
      env: 'SKEIN_RING_TTL',
      type: 'duration',
      default: 3 * DAY,
      min: SECOND,
      doc: 'A ring that is not read for longer is removed. Its reader is passive and gets nothing pushed. Rings of famous people are kept.',
    },
    maxRingBuilds: {
      env: 'SKEIN_RING_BUILDS',
      type: 'int',
      unit: 'rings',
      default: 4,
      min: 1,
      doc: 'The largest number of rings built at the same time; other readers are answered from the authors’ lists.',
    },
    fanOutSlice: {
      env: 'SKEIN_FAN_OUT_SLICE',
      type: 'int',
      unit: 'followers',
      default: 1_000,
      min: 1,
      max: 5_000,
      doc: 'The number of followers that fan-out reads and pushes to at a time.',
    },
    graphMemory: {
      env: 'SKEIN_VIEWER_GRAPH_MEMORY',
      type: 'int',
      unit: 'bytes',
      holds: 'viewer graphs',
      default: 64 * MIB,
      min: MIB,
      doc: 'Memory for cached viewer graphs; the version of each is checked before use.',
    },
  }),
};

export type TimelineConfig = Config<typeof timelineSettings>;
