import { type Config, group } from '../../platform/config.ts';
import { productSettings } from '../product/settings.ts';

const MIB = 1 << 20;
const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** Of the product's figures the timeline service goes by SKEIN_FOLD_WINDOW, SKEIN_HEARTBEAT and SKEIN_CLOCK_SKEW. */
export const timelineSettings = {
  product: productSettings,
  timeline: group({
    ringMemory: {
      env: 'SKEIN_RING_MEMORY',
      type: 'int',
      unit: 'bytes',
      default: 256 * MIB,
      min: MIB,
      doc: 'What rings in memory may take; one takes 22 kB. The least recently read go first.',
    },
    ringTtlMs: {
      env: 'SKEIN_RING_TTL',
      type: 'duration',
      default: 3 * DAY,
      min: SECOND,
      doc: 'A ring that nobody read for longer is forgotten; its reader is passive and gets nothing pushed; those of famous people are kept.',
    },
    maxRingBuilds: {
      env: 'SKEIN_RING_BUILDS',
      type: 'int',
      unit: 'rings',
      default: 4,
      min: 1,
      doc: 'How many rings are built at the same time; readers beyond them are answered from the authors’ lists.',
    },
    fanOutSlice: {
      env: 'SKEIN_FAN_OUT_SLICE',
      type: 'int',
      unit: 'followers',
      default: 1_000,
      min: 1,
      max: 5_000,
      doc: 'How many followers are read and pushed to at a time.',
    },
    graphMemory: {
      env: 'SKEIN_VIEWER_GRAPH_MEMORY',
      type: 'int',
      unit: 'bytes',
      default: 64 * MIB,
      min: MIB,
      doc: 'What remembered viewer graphs may take; each is asked for its version before it is used.',
    },
  }),
};

export type TimelineConfig = Config<typeof timelineSettings>;
