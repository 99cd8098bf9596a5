import { type PartitionLag, type PartitionOffset, totalLag } from '../../../platform/events/port.ts';
import { redis } from '../../../platform/redis/engine.ts';
import { maxRegister } from '../../../platform/redis/max-register.ts';
import { onNodeChange } from '../../../platform/redis/node-changes.ts';
import type { ClusterHost, EmbeddedHost } from '../../hosting/host.ts';
import type { TimelineConfig } from '../config.ts';
import { deliveredWatermarkByAge } from '../domain/delivered-watermark.ts';
import { deliveredWatermarkByLog } from '../domain/log-delivered-watermark.ts';
import type { RingStore } from '../ports.ts';
import { postAnnouncedWatermark } from './announced-watermark.ts';
import { type LiveTail, liveTail } from './live-tail.ts';
import { memoryRings } from './memory-rings.ts';
import { redisRings } from './redis-rings.ts';

/** How far the fan-out of all processes is. */
export interface FanOutProgress {
  /** Until when entries are announced, as the post service that answers has it; milliseconds since 1970. */
  readonly announcedWatermarkMs: () => Promise<number>;
  /** Of the group that fans out; undefined until this process takes part. */
  readonly lag: () => Promise<readonly PartitionLag[] | undefined>;
  /** How far this process is with what it reads for itself alone; undefined before it reads. */
  readonly ownOffsets: () => readonly PartitionOffset[] | undefined;
}

/** Rings are acknowledged before their replicas have them: what was pushed of late is pushed again after a loss. */
export interface Replay {
  /** What one loss can take, and the most that is remembered of it. */
  readonly retained: { readonly lifeMs: number; readonly max: number };
  /** @returns what ends the watch */
  onLoss(replay: () => void): () => void;
}

/** What the service stands on, in either profile. */
export interface TimelineEngines {
  readonly rings: RingStore;
  readonly watermark: {
    /** One low watermark serves all readers for this long, in milliseconds. */
    readonly reuseMs: number;
    /** Until when everything that was announced is fanned out; milliseconds since 1970. */
    deliveredWatermarkMs(progress: FanOutProgress): () => Promise<number>;
  };
  /** Absent where one process fans everything out and serves every stream. */
  readonly liveTail?: LiveTail;
  /** Absent where rings live and end with the process. */
  readonly replay?: Replay;
}

/** Memory; this process is the only one. */
export function embedded({ clock }: EmbeddedHost, { timeline }: TimelineConfig): TimelineEngines {
  return {
    rings: memoryRings({ clock, ttlMs: timeline.ringTtlMs, maxBytes: timeline.ringMemory }),
    watermark: {
      reuseMs: 20,
      deliveredWatermarkMs: ({ announcedWatermarkMs, lag }) =>
        deliveredWatermarkByAge(announcedWatermarkMs, async () => {
          const partitions = await lag();
          return partitions === undefined ? 0 : totalLag(partitions).oldestTimeMs;
        }),
    },
  };
}

/** Redis, and the log that all processes of the service read. */
export async function cluster(host: ClusterHost, { timeline }: TimelineConfig): Promise<TimelineEngines> {
  const { clock, engine, log, shared } = host;
  const client = await engine(redis);
  const warn = (what: string) => (err: unknown) => log.warn({ err }, what);
  return {
    rings: redisRings({ client, ttlMs: timeline.ringTtlMs, onError: warn('rings') }),
    watermark: {
      // Finding it takes three questions to brokers.
      reuseMs: 100,
      deliveredWatermarkMs: ({ lag, ownOffsets }) =>
        deliveredWatermarkByLog({
          clock,
          announcedWatermarkMs: postAnnouncedWatermark(() => shared.replicas('post'), clock),
          lag: async () => (await lag()) ?? [],
          own: ownOffsets,
          register: maxRegister(client, 'skein:timeline:delivered-watermark'),
          onError: warn('low watermark'),
        }),
    },
    liveTail: liveTail(host),
    replay: {
      // What a node of Redis may lose when another takes its place; 50,000 entries are 10 MB.
      retained: { lifeMs: 60_000, max: 50_000 },
      onLoss: (replay) => onNodeChange(client, replay),
    },
  };
}
