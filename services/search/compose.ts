import { pause } from '../../platform/clock.ts';
import { consume } from '../hosting/consume.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { schedule } from '../hosting/schedule.ts';
import { topics } from '../product/topics.ts';
import { usersClient } from '../product/users.ts';
import type { SearchEngines } from './adapters/engines.ts';
import { graphClient } from './adapters/graph-client.ts';
import { postClient } from './adapters/post-client.ts';
import { userClient } from './adapters/user-client.ts';
import { useCases } from './app/use-cases.ts';
import type { SearchConfig } from './config.ts';
import { collected } from './consumers/collected.ts';
import { followEvents, likeEvents } from './consumers/count-events.ts';
import { postEvents } from './consumers/post-events.ts';
import { userEvents } from './consumers/user-events.ts';
import { cachedFirstPages } from './decorators/cached-first-pages.ts';
import type { People, PeopleIndex, PostIndex, Posts, Relations, SegmentMerge } from './ports.ts';
import { searchServices } from './rpc/services.ts';

/** Replacements of parts for tests. Each gets the real one. */
export interface SearchOverrides {
  readonly postIndex?: (real: PostIndex) => PostIndex;
  readonly peopleIndex?: (real: PeopleIndex) => PeopleIndex;
  readonly posts?: (real: Posts) => Posts;
  readonly people?: (real: People) => People;
  readonly relations?: (real: Relations) => Relations;
}

const unchanged = <T>(real: T): T => real;

/** The consumer group of this service. */
const group = 'search';
/** How many posts or people are indexed again in one step; other calls wait for it, some milliseconds. */
const refreshedTogether = 32;
/** How many posts, likes or follows of a partition are collected at a time. */
const collectedTogether = 200;
/**
 * How long posts are collected, in milliseconds. One read and one transaction for all of them cost a fraction of one for each,
 * and nobody notices the moment.
 */
const postsCollectedForMs = 200;

/** How often segments are merged, in milliseconds. */
const mergeEveryMs = 60_000;
/** Between two steps, in milliseconds: a merge takes some percent of a core. */
const mergePauseMs = 20;

function mergeSegments(host: Host, merge: SegmentMerge): void {
  schedule(host, {
    name: 'search segments',
    everyMs: mergeEveryMs,
    async work(signal) {
      while (!signal.aborted && (await merge.step())) await pause(host.clock, mergePauseMs, signal);
    },
  });
}

export function compose(
  host: Host,
  engines: SearchEngines,
  { search: settings }: SearchConfig,
  overrides: SearchOverrides = {},
): Composed {
  const { clock, idClock, log } = host;
  const postIndex = (overrides.postIndex ?? unchanged<PostIndex>)(engines.posts);
  const peopleIndex = (overrides.peopleIndex ?? unchanged<PeopleIndex>)(engines.people);
  const onCacheError = (err: unknown) => log.warn({ err }, 'a cache of searches');
  const app = useCases({
    idClock,
    postIndex: cachedFirstPages({
      index: postIndex,
      cache: engines.firstPages,
      ttlMs: settings.cacheTtlMs,
      onError: onCacheError,
    }),
    peopleIndex,
    rankings: engines.rankings,
    onCacheError,
    sharedForMs: settings.cacheTtlMs,
    posts: (overrides.posts ?? unchanged<Posts>)(postClient(host.transport('post'))),
    people: (overrides.people ?? unchanged<People>)(userClient(usersClient(host.transport('user')))),
    relations: (overrides.relations ?? unchanged<Relations>)(graphClient(host.transport('graph'))),
  });
  const eachOnce = (work: (ids: readonly string[]) => Promise<void>, forMs = settings.collectForMs) =>
    collected({ clock, forMs, together: refreshedTogether, work });

  return {
    hosted: searchServices({ app, pageTokens: host.pageTokens }),
    async start() {
      const together = { group, concurrency: collectedTogether, anyOrder: true };
      const indexPost = eachOnce(app.refreshPosts, postsCollectedForMs);
      await consume(host, { ...together, topic: topics.post, on: postEvents(indexPost, app) });
      await consume(host, { ...together, topic: topics.action, on: likeEvents(eachOnce(app.refreshPosts)) });
      await consume(host, {
        ...together,
        topic: topics.follow,
        on: followEvents(eachOnce(app.refreshPeople)),
      });
      await consume(host, { topic: topics.user, group, on: userEvents(app) });
      if (engines.segmentMerge) mergeSegments(host, engines.segmentMerge);
    },
  };
}
