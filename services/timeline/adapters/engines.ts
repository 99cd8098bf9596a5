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

/** The inputs of the delivered watermark. */
export interface FanOutProgress {
  /** The announced watermark of the post process that answers; milliseconds since 1970. */
  readonly announcedWatermarkMs: () => Promise<number>;
  /** The lag of the fan-out group; undefined until this process takes part. */
  readonly lag: () => Promise<readonly PartitionLag[] | undefined>;
  /** The offsets of this process's own reader; undefined before it reads. */
  readonly ownOffsets: () => readonly PartitionOffset[] | undefined;
}

/** Redis acknowledges a push before its replicas have it. After a loss, recent pushes are repeated. */
export interface Replay {
  /** The pushes that one loss can affect: how long they are remembered, and at most how many. */
  readonly retained: { readonly lifeMs: number; readonly max: number };
  /** @returns what stops the watch */
  onLoss(replay: () => void): () => void;
}

/** The engines of the service, in either profile. */
export interface TimelineEngines {
  readonly rings: RingStore;
  /** Versions for idle streams are collected for this long, in milliseconds, and read with one question to each store. */
  readonly comparesWithinMs: number;
  readonly watermark: {
    /** How long one low watermark is reused, in milliseconds. */
    readonly reuseMs: number;
    /** The time before which every announced entry is fanned out; milliseconds since 1970. */
    deliveredWatermarkMs(progress: FanOutProgress): () => Promise<number>;
  };
  /** Absent where one process fans everything out and serves every stream. */
  readonly liveTail?: LiveTail;
  /** Absent where rings are in the process's memory. */
  readonly replay?: Replay;
}

/** In memory. This process is the only one. */
export function embedded({ clock }: EmbeddedHost, { timeline }: TimelineConfig): TimelineEngines {
  return {
    rings: memoryRings({ clock, ttlMs: timeline.ringTtlMs, maxBytes: timeline.ringMemory }),
    comparesWithinMs: 0,
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
export async function cluster(
  host: ClusterHost,
  { product, timeline }: TimelineConfig,
): Promise<TimelineEngines> {
  const { clock, engine, log, shared } = host;
  const client = await engine(redis);
  const warn = (what: string) => (err: unknown) => log.warn({ err }, what);
  return {
    rings: redisRings({ client, ttlMs: timeline.ringTtlMs, onError: warn('rings') }),
    // Streams of one batch send their next heartbeats together: batches grow until there is about one a heartbeat.
    comparesWithinMs: product.heartbeatMs / 20,
    watermark: {
      // Each computation makes three requests to brokers, and one to every process of the post service.
      reuseMs: 1_000,
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
      // What a node of Redis may lose in a failover; 50,000 entries are 10 MB.
      retained: { lifeMs: 60_000, max: 50_000 },
      onLoss: (replay) => onNodeChange(client, replay),
    },
  };
}
