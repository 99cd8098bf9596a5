import { TimelineMeshService } from '../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { loadConfig } from '../../platform/config.ts';
import { type Consumer, startConsumer } from '../../platform/events/consumer.ts';
import { totalLag } from '../../platform/events/port.ts';
import { topics } from '../../platform/events/topics.ts';
import { idAtTime, timeOf } from '../../platform/ids.ts';
import { isOutage } from '../../platform/outage.ts';
import { pageTokens } from '../../platform/pages.ts';
import { patiently, waitingFor } from '../../platform/patiently.ts';
import { onChangedNodes } from '../../platform/redis/changed-nodes.ts';
import { rememberedHighest } from '../../platform/redis/remembered-highest.ts';
import { hosted } from '../../platform/rpc/host.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { graphClient } from './adapters/graph-client.ts';
import { postHorizon } from './adapters/horizon.ts';
import { settledByLog } from './adapters/log-settled.ts';
import { memoryRings } from './adapters/memory-rings.ts';
import { postClient } from './adapters/post-client.ts';
import { redisRings } from './adapters/redis-rings.ts';
import { userClient } from './adapters/user-client.ts';
import { timelineSettings } from './config.ts';
import { asMergedAtRead, entryEvents } from './consumers/entry-events.ts';
import { liveEvents } from './consumers/live-events.ts';
import { startOwn } from './consumers/own.ts';
import { replaying } from './consumers/replay.ts';
import { homeStream, type OpenStream } from './domain/home-stream.ts';
import { type LiveReaders, liveReaders } from './domain/live-readers.ts';
import { type LowWatermark, lowWatermark } from './domain/low-watermark.ts';
import { type PullAuthors, pullAuthors } from './domain/pull-authors.ts';
import { recent } from './domain/recent.ts';
import { removals } from './domain/removals.ts';
import { ringKeeper } from './domain/ring-keeper.ts';
import { ringRebuild } from './domain/ring-rebuild.ts';
import { ringedTimelines } from './domain/ringed-timelines.ts';
import { settledByAge } from './domain/settled.ts';
import { queriedTimelines, type TimelineRules, type TimelineSources } from './domain/timelines.ts';
import { looksPerTurn, turns } from './domain/turns.ts';
import type { Followers, RingStore } from './ports.ts';
import { listTimelines } from './rpc/list-timelines.ts';
import { mesh } from './rpc/mesh.ts';
import { streamHome } from './rpc/stream-home.ts';

/** What tests put in the place of other services and of engines; each is given what it replaces. */
export interface TimelineOverrides {
  readonly sources?: (real: TimelineSources) => TimelineSources;
  readonly rings?: (real: RingStore) => RingStore;
  readonly followers?: (real: Followers) => Followers;
  readonly rules?: (real: TimelineRules) => TimelineRules;
  readonly pulls?: (real: PullAuthors) => PullAuthors;
  readonly live?: (real: LiveReaders) => LiveReaders;
  readonly watermark?: (real: LowWatermark) => LowWatermark;
  readonly openStream?: (real: OpenStream) => OpenStream;
}

const group = 'timeline-fan-out';
const streamBatch = 20;
/** One low watermark serves all readers for this long, in milliseconds. */
const watermarkReuseMs = 20;
/** The same where finding it takes three questions to brokers. */
const sharedWatermarkReuseMs = 100;
/** What a node of Redis may lose when another takes its place, and the most that is remembered of it (10 MB). */
const replayed = { lifeMs: 60_000, max: 50_000 };
/** Removals are remembered for longer than the token of an idle stream gets old, and some time that its client is away. */
const removalsRemembered = (heartbeatMs: number) => ({
  lifeMs: 2 * heartbeatMs + 60_000,
  max: 5_000,
});
const times = { timeOf, idAtTime };
const same = <T>(real: T): T => real;

export function compose(host: Host, overrides: TimelineOverrides = {}): Composed {
  const { bus, clock, closers, log, metrics, shared } = host;
  const warn = (what: string) => (err: unknown) => log.warn({ err }, what);
  const { product, timeline: settings } = loadConfig(timelineSettings, host.env, { unknown: 'ignored' });
  const graphs = graphClient({ transport: host.transport('graph'), cacheBytes: settings.graphMemory });
  const posts = postClient(host.transport('post'));
  const users = userClient(host.transport('user'));
  const sources = (overrides.sources ?? same)({
    graphs,
    entries: posts,
    hydration: { gather: posts.gather, activeUsers: users.activeUsers },
  });
  const rings = (overrides.rings ?? same)(
    shared
      ? redisRings({ client: shared.redis, ttlMs: settings.ringTtlMs, onError: warn('rings') })
      : memoryRings({ clock, ttlMs: settings.ringTtlMs, maxBytes: settings.ringMemory }),
  );
  const followers = (overrides.followers ?? same<Followers>)(graphs);
  const rules = (overrides.rules ?? same)({ foldWindowMs: product.foldWindowMs, times });
  const pulls = (overrides.pulls ?? same)(pullAuthors());
  host.famousKnown?.((userId) => pulls.has(userId));
  const live = (overrides.live ?? same)(
    liveReaders(recent({ clock, ...removalsRemembered(product.heartbeatMs) })),
  );
  const gone = removals(live);
  const keeper = ringKeeper({ rings, graphs: sources.graphs, entries: sources.entries, pulls });

  let consumer: Consumer | undefined;
  /** Where there are several processes: what this one reads of the log for itself. */
  let own: Consumer | undefined;
  // Until the consumer runs nothing is known to be fanned out.
  const lag = async () => (consumer === undefined ? [] : consumer.lag());
  const settledMs = shared
    ? settledByLog({
        clock,
        announcedUntilMs: postHorizon(() => shared.replicas('post'), clock),
        lag,
        own: () => own?.places(),
        remembered: rememberedHighest(shared.redis, 'skein:timeline:settled'),
        onError: warn('low watermark'),
      })
    : settledByAge(posts.announcedUntilMs, async () =>
        consumer === undefined ? 0 : totalLag(await lag()).oldestTimeMs,
      );
  const watermark = (overrides.watermark ?? same)(
    lowWatermark({
      clock,
      times,
      skewMs: product.clockSkewMs,
      settledMs,
      reuseMs: shared ? sharedWatermarkReuseMs : watermarkReuseMs,
    }),
  );
  const streaming = {
    sources,
    rules,
    keeper,
    pulls,
    watermark,
    live,
    removals: gone,
    batchSize: streamBatch,
  };
  const openStream = (overrides.openStream ?? same<OpenStream>)((viewerId, from) =>
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
  const resumeTokens = pageTokens(host.secret('resume-tokens'), {
    reason: 'RESUME_TOKEN_INVALID',
    field: 'resume_token',
  });

  return {
    hosted: [
      hosted(TimelineService, {
        ...listTimelines({ timelines, watermark, pageTokens: host.pageTokens, resumeTokens, times }),
        ...streamHome({
          openStream,
          live,
          turns: turns(looksPerTurn),
          clock,
          idNowMs: host.idClock.nowMs,
          times,
          resumeTokens,
          heartbeatMs: product.heartbeatMs,
          slowMs: product.slowReaderMs,
        }),
      }),
      hosted(TimelineMeshService, mesh(ringRebuild(rings, keeper))),
    ],
    async start() {
      const { restamp } = posts;
      const tail =
        shared && (await startOwn({ host, handle: liveEvents({ rings, live, pulls, removals: gone }) }));
      const events = entryEvents({
        rings,
        followers,
        live,
        pulls,
        removals: shared ? undefined : gone,
        recent: shared && recent({ clock, ...replayed }),
        restamp,
        sliceSize: settings.fanOutSlice,
      });
      const started = await startConsumer({
        bus,
        clock,
        topic: topics.post,
        group,
        handle: events.handle,
        isTransient: isOutage,
        onDeadLetter: async (letter) => {
          await events.giveUp(letter);
          const told = shared && asMergedAtRead(letter);
          if (told) await bus.publish([told]);
          metrics.deadLetter(topics.post, group);
        },
        onError: (err, event, attempt) => log.warn({ err, eventId: event?.eventId, attempt }, 'topic post'),
      });
      closers.add({ name: 'fan-out', close: () => started.stop() });
      live.hearsRemovals();
      if (shared) {
        const replay = replaying(events.replay, clock, {
          done: (entries) => log.info({ entries }, 'a node of Redis changed: entries were pushed again'),
          failed: warn('entries could not be pushed again'),
        });
        const unwatch = onChangedNodes(shared.redis, replay.ask);
        closers.add({
          name: 'replay of pushes',
          async close() {
            unwatch();
            await replay.stop();
          },
        });
      }
      metrics.watchConsumer(topics.post, group, started.lag);
      const heads = async () => {
        for await (const { authorId, lastPullEntryId } of posts.pullHeads())
          pulls.note(authorId, lastPullEntryId);
      };
      await patiently(clock, heads, { onWait: waitingFor('the post service', (line) => log.warn(line)) });
      consumer = started;
      own = tail;
    },
  };
}
