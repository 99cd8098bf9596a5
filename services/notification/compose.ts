import { batched, paced } from '../../platform/batched.ts';
import { idAtTime, timeOf } from '../../platform/ids.ts';
import { eventLoopThrottle, maxLooksPerTurn } from '../../platform/streams/event-loop-throttle.ts';
import { listPoints, resumeTokens } from '../../platform/streams/resume-tokens.ts';
import { consume } from '../hosting/consume.ts';
import { sweepClaims } from '../hosting/durable-writes.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { schedule } from '../hosting/schedule.ts';
import { topics } from '../product/topics.ts';
import type { NotificationEngines } from './adapters/engines.ts';
import { postHydration } from './adapters/hydration.ts';
import { graphRelations } from './adapters/relations.ts';
import { commits } from './app/commits.ts';
import type { OpenNotifications } from './app/stream.ts';
import { useCases } from './app/use-cases.ts';
import type { NotificationConfig } from './config.ts';
import { actionEvents, followEvents, newPosts, postEvents } from './consumers/deeds.ts';
import type { Deed } from './domain/deed.ts';
import { inFlightIds } from './domain/in-flight-ids.ts';
import { type LiveReaders, liveReaders } from './domain/live-readers.ts';
import type { InboxRows, Relations } from './ports.ts';
import { notificationServices } from './rpc/services.ts';

/** Replacements for tests. Each gets the real one. */
export interface NotificationOverrides {
  readonly rows?: (real: InboxRows) => InboxRows;
  readonly relations?: (real: Relations) => Relations;
  readonly live?: (real: LiveReaders) => LiveReaders;
  /** How long a commit of another process may take after its id; milliseconds. */
  readonly othersCommitMs?: number;
  readonly openStream?: (real: OpenNotifications) => OpenNotifications;
}

/** The consumer group of topics `post`, `action` and `follow`. */
const group = 'notification';
const sweptAtOnce = 500;
/**
 * How often the posts that came meanwhile are worked on, in milliseconds. One transaction for all of them costs a fraction of one
 * for each.
 */
const postsGatheredForMs = 100;
const unchanged = <T>(real: T): T => real;

export function compose(
  host: Host,
  engines: NotificationEngines,
  { product, notification }: NotificationConfig,
  overrides: NotificationOverrides = {},
): Composed {
  const { clock, ids, idClock } = host;
  const { claims, hints, sweep, othersCommitMs } = engines;
  const live = (overrides.live ?? unchanged)(liveReaders());
  const rows = (overrides.rows ?? unchanged<InboxRows>)(engines.rows);
  const { nowMs } = idClock;
  const inFlight = inFlightIds({
    next: ids.next,
    nowMs,
    idAtTime,
    othersMs: overrides.othersCommitMs ?? othersCommitMs,
  });
  const real = useCases(
    {
      rows,
      ids: inFlight,
      commits: commits({ rows, ids: inFlight, nowMs }),
      hints,
      relations: (overrides.relations ?? unchanged<Relations>)(graphRelations(host.transport('graph'))),
      hydration: postHydration(host.transport('post')),
      nowMs,
      ttlMs: notification.ttlMs,
      timeOf,
    },
    live,
  );
  const app = { ...real, openStream: (overrides.openStream ?? unchanged)(real.openStream) };

  return {
    hosted: notificationServices({
      app,
      claims,
      pageTokens: host.pageTokens,
      streams: {
        clock,
        tokens: resumeTokens(host.secret('resume-tokens'), listPoints),
        throttle: eventLoopThrottle(maxLooksPerTurn),
        heartbeatMs: product.heartbeatMs,
        slowReaderMs: product.slowReaderMs,
      },
      timeOf,
    }),
    async start() {
      await hints.listen(live.wake);
      const notifyOfPost = batched<readonly Deed[], undefined>({
        later: paced(postsGatheredForMs),
        async ask(posts) {
          await app.notifyOfPosts(posts);
          return posts.map(() => undefined);
        },
      });
      const together = newPosts(notifyOfPost);
      await consume(host, { topic: topics.post, group, on: postEvents(app), together });
      await consume(host, { topic: topics.action, group, on: actionEvents(app) });
      await consume(host, { topic: topics.follow, group, on: followEvents(app) });
      sweepClaims(host, 'notification', claims);
      if (!sweep) return;
      schedule(host, {
        name: 'notification rows',
        everyMs: 600_000,
        async work(signal) {
          while (!signal.aborted && (await sweep.sweep(sweptAtOnce)) === sweptAtOnce);
        },
      });
    },
  };
}
