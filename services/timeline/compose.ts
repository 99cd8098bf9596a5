import type { Consumer } from '../../platform/events/consumer.ts';
import { idAtTime, timeOf } from '../../platform/ids.ts';
import { retryUntilReady, warnWhileWaiting } from '../../platform/retry-until-ready.ts';
import { eventLoopThrottle, maxLooksPerTurn } from '../../platform/streams/event-loop-throttle.ts';
import { listPoints, resumeTokens } from '../../platform/streams/resume-tokens.ts';
import { tokenAgeMs } from '../../platform/streams/serve-stream.ts';
import { consume } from '../hosting/consume.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { topics } from '../product/topics.ts';
import { usersClient } from '../product/users.ts';
import type { TimelineEngines } from './adapters/engines.ts';
import { graphClient } from './adapters/graph-client.ts';
import { postClient } from './adapters/post-client.ts';
import { useCases } from './app/use-cases.ts';
import type { TimelineConfig } from './config.ts';
import { asMergedAtRead, entryEvents } from './consumers/entry-events.ts';
import { liveEvents } from './consumers/live-events.ts';
import { replaying } from './consumers/replay.ts';
import { batchedVersions } from './decorators/batched-versions.ts';
import { graphCache } from './decorators/graph-cache.ts';
import { expiringMap } from './domain/expiring-map.ts';
import { homeSource } from './domain/home-source.ts';
import { homeStream, type OpenStream } from './domain/home-stream.ts';
import { type LiveReaders, liveReaders } from './domain/live-readers.ts';
import { type LowWatermark, lowWatermark } from './domain/low-watermark.ts';
import { type PullAuthors, pullAuthors } from './domain/pull-authors.ts';
import { removals } from './domain/removals.ts';
import { ringKeeper } from './domain/ring-keeper.ts';
import { ringedTimelines } from './domain/ringed-timelines.ts';
import { queriedTimelines, type TimelineRules, type TimelineSources } from './domain/timelines.ts';
import type { Followers, RingStore } from './ports.ts';
import { timelineServices } from './rpc/services.ts';

/** Replacements of other services and of engines for tests. Each gets the real one. */
export interface TimelineOverrides {
  readonly sources?: (real: TimelineSources) => TimelineSources;
  readonly rings?: (real: RingStore) => RingStore;
  /** How processes share the fan-out. The profile decides it. */
  readonly fanOut?: (
    host: Host,
    real: TimelineEngines,
  ) => Omit<TimelineEngines, 'rings' | 'comparesWithinMs'>;
  readonly followers?: (real: Followers) => Followers;
  readonly rules?: (real: TimelineRules) => TimelineRules;
  readonly pulls?: (real: PullAuthors) => PullAuthors;
  readonly live?: (real: LiveReaders) => LiveReaders;
  readonly watermark?: (real: LowWatermark) => LowWatermark;
  readonly openStream?: (real: OpenStream) => OpenStream;
}

const group = 'timeline-fan-out';
const streamBatch = 20;
/** Removals are remembered for longer than the token of an idle stream can age, plus a minute of absence. */
const removalsRemembered = (heartbeatMs: number) => ({
  lifeMs: tokenAgeMs(heartbeatMs) + 60_000,
  max: 5_000,
});
const times = { timeOf, idAtTime };
const unchanged = <T>(real: T): T => real;

export function compose(
  host: Host,
  engines: TimelineEngines,
  { product, timeline: settings }: TimelineConfig,
  overrides: TimelineOverrides = {},
): Composed {
  const { clock, closers, log, stopping } = host;
  const { comparesWithinMs } = engines;
  const { watermark: progress, liveTail, replay } = overrides.fanOut?.(host, engines) ?? engines;
  const warn = (what: string) => (err: unknown) => log.warn({ err }, what);
  const graphs = graphClient(host.transport('graph'));
  const posts = postClient(host.transport('post'));
  const users = usersClient(host.transport('user'));
  const sources = (overrides.sources ?? unchanged)({
    graphs: graphCache(graphs, settings.graphMemory),
    entries: posts,
    hydration: { gather: posts.gather, activeUsers: users.activeUsers },
  });
  const rings = (overrides.rings ?? unchanged)(engines.rings);
  const followers = (overrides.followers ?? unchanged<Followers>)(graphs);
  const rules = (overrides.rules ?? unchanged)({ foldWindowMs: product.foldWindowMs, times });
  const pulls = (overrides.pulls ?? unchanged)(pullAuthors());
  host.famousKnown?.((userId) => pulls.has(userId));
  const live = (overrides.live ?? unchanged)(
    liveReaders(expiringMap({ clock, ...removalsRemembered(product.heartbeatMs) })),
  );
  const removed = removals(live);
  const keeper = ringKeeper({ rings, graphs: sources.graphs, entries: sources.entries, pulls });

  let consumer: Consumer | undefined;
  /** In a cluster: this process's own reader of the log, for its streams. */
  let ownTail: Consumer | undefined;
  const deliveredWatermarkMs = progress.deliveredWatermarkMs({
    announcedWatermarkMs: posts.announcedWatermarkMs,
    lag: async () => consumer?.lag(),
    ownOffsets: () => ownTail?.offsets(),
  });
  const watermark = (overrides.watermark ?? unchanged)(
    lowWatermark({
      clock,
      times,
      skewMs: product.clockSkewMs,
      deliveredWatermarkMs,
      reuseMs: progress.reuseMs,
    }),
  );
  const streaming = {
    sources,
    rules,
    keeper,
    pulls,
    watermark,
    versions: batchedVersions({
      watermark,
      graphs: sources.graphs,
      rings,
      later: (run) => void (comparesWithinMs === 0 ? setImmediate(run) : clock.after(comparesWithinMs, run)),
    }),
    isUpToDate: (lowWatermarkId: string) =>
      host.idClock.nowMs() - timeOf(lowWatermarkId) <= product.clockSkewMs + product.heartbeatMs,
    live,
    removals: removed,
    batchSize: streamBatch,
  };
  const openStream = (overrides.openStream ?? unchanged<OpenStream>)((viewerId, from) =>
    homeStream(viewerId, from, streaming),
  );
  const timelines = ringedTimelines({
    sources,
    rules,
    keeper,
    pulls,
    watermark,
    reference: queriedTimelines(sources, rules),
    maxBuilding: settings.maxRingBuilds,
    onError: (err) => log.warn({ err }, 'a ring could not be built'),
  });
  const tokens = resumeTokens(host.secret('resume-tokens'), listPoints);
  const openHome = homeSource({ openStream, live, idNowMs: host.idClock.nowMs, times });

  return {
    hosted: timelineServices({
      app: useCases({ timelines, watermark, rings, keeper, openHome }),
      pageTokens: host.pageTokens,
      resumeTokens: tokens,
      streams: {
        clock,
        tokens,
        throttle: eventLoopThrottle(maxLooksPerTurn),
        heartbeatMs: product.heartbeatMs,
        slowReaderMs: product.slowReaderMs,
      },
      times,
    }),
    async start() {
      const { restamp } = posts;
      const tail = await liveTail?.start(liveEvents({ rings, live, pulls, removals: removed }));
      const events = entryEvents({
        rings,
        followers,
        live,
        pulls,
        removals: liveTail ? undefined : removed,
        recent: replay && expiringMap({ clock, ...replay.retained }),
        restamp,
        sliceSize: settings.fanOutSlice,
      });
      const started = await consume(host, {
        topic: topics.post,
        group,
        on: events.on,
        async onDeadLetter(letter) {
          await events.giveUp(letter);
          const published = liveTail && asMergedAtRead(letter);
          if (published) await liveTail.publish(published);
        },
      });
      live.beginRemovals();
      if (replay) {
        const replayer = replaying(events.replay, clock, {
          done: (entries) => log.info({ entries }, 'a node of Redis changed: entries were pushed again'),
          failed: warn('entries could not be pushed again'),
        });
        const unwatch = replay.onLoss(replayer.ask);
        closers.add({
          name: 'replay of pushes',
          async close() {
            unwatch();
            await replayer.stop();
          },
        });
      }
      const heads = async () => {
        for await (const { authorId, lastPullEntryId } of posts.pullHeads())
          pulls.note(authorId, lastPullEntryId);
      };
      await retryUntilReady(clock, heads, {
        signal: stopping,
        onWait: warnWhileWaiting('the post service', (line) => log.warn(line)),
      });
      consumer = started;
      ownTail = tail;
    },
  };
}
