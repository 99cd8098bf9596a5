import {
  type TimelineEntry,
  TimelineEntrySchema,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { timeOf } from '../../../platform/ids.ts';
import { caller, pageSize, targetPerson, unknownId, viewer } from '../choose.ts';
import { sameMessage } from '../compare.ts';
import { isActive, isBlockBetween } from '../expected/people.ts';
import type { Viewer, Where } from '../expected/posts.ts';
import { type Entry, expectedEntry, homeTimeline, userTimeline } from '../expected/timelines.ts';
import type { Model } from '../model/state.ts';
import { checkPage, type Ordered, type Place, start, walk } from '../paging.ts';
import { api, as, requireRefused, type World } from '../world.ts';
import { perform } from '../write.ts';
import type { Operation } from './operation.ts';
import { chooseDelete, choosePost } from './posts.ts';
import { chooseLike, chooseRepost } from './reactions.ts';

function timeline(
  world: World,
  what: string,
  viewerId: Viewer,
  where: Where,
  entries: () => Entry[],
  fetch: Ordered<TimelineEntry>['fetch'],
): Ordered<TimelineEntry> {
  let now: Entry[] = [];
  return {
    what,
    of: viewerId,
    order: 'newest first',
    fetch,
    idOf: ({ entryId }) => entryId,
    expected() {
      now = entries();
      return now.map(({ id }) => id);
    },
    compare(id, entry) {
      const expected = now.find((each) => each.id === id)!;
      sameMessage(
        `${what}, entry ${id}`,
        TimelineEntrySchema,
        expectedEntry(world.model, expected, viewerId, where),
        entry,
      );
    },
  };
}

/** How long the fan-out of an entry may take on a busy machine. */
const fanOutMs = 10_000;

/** The user's own posts and reposts are visible at once. */
function isOwn(model: Model, viewerId: string, entryId: string): boolean {
  return userTimeline(model, viewerId, viewerId).some(({ id }) => id === entryId);
}

export function homeOf(world: World, viewerId: string): Ordered<TimelineEntry> {
  const entries = () => homeTimeline(world.model, viewerId, (fold) => world.tally.count('folding', fold));
  const home = timeline(world, 'ListHomeTimeline', viewerId, 'home', entries, async (size, pageToken) => {
    const request = { pageSize: size, pageToken };
    const answer = await api(world).timeline.listHomeTimeline(request, as(world, viewerId));
    return { items: answer.entries, next: answer.nextPageToken };
  });
  return {
    ...home,
    mayArriveLater: (id) => Date.now() - timeOf(id) < fanOutMs && !isOwn(world.model, viewerId, id),
  };
}

export function timelineOf(world: World, userId: string, viewerId: Viewer): Ordered<TimelineEntry> {
  const what = viewerId === undefined ? 'ListUserTimeline without a token' : 'ListUserTimeline';
  const entries = () => userTimeline(world.model, userId, viewerId);
  return timeline(world, what, viewerId, 'elsewhere', entries, async (size, pageToken) => {
    const request = { userId, pageSize: size, pageToken };
    const answer = await api(world).timeline.listUserTimeline(request, as(world, viewerId));
    return { items: answer.entries, next: answer.nextPageToken };
  });
}

const homePage: Operation = {
  name: 'first pages of a home timeline',
  weight: 10,
  async run(world) {
    const { random, bookmarks } = world;
    const viewerId = caller(world).id;
    const list = homeOf(world, viewerId);
    let place = start;
    for (let pages = 1 + random.int(3); pages > 0; pages--) {
      place = await checkPage(world, list, place, pageSize(random));
      if (place.token === '') return;
    }
    bookmarks.push({ ...place, viewerId, entryIds: new Set(list.expected()) });
    if (bookmarks.length > 20) bookmarks.shift();
  },
};

const homeWalk: Operation = {
  name: 'walk a home timeline',
  weight: 2,
  async run(world) {
    const size = Math.max(pageSize(world.random), world.random.pick([3, 20, 50]));
    await walk(world, homeOf(world, caller(world).id), () => size);
    world.tally.count('cases', 'a home timeline is walked to its end');
  },
};

/** Concurrent posts, reposts, likes and deletions must not disturb paging. */
const homeWalkWhilePosting: Operation = {
  name: 'walk a home timeline while posts arrive',
  weight: 1,
  async run(world) {
    const { random, tally } = world;
    const reader = caller(world);
    const size = random.pick([2, 5, 20]);
    const list = homeOf(world, reader.id);
    let place: Place = start;
    for (let pages = 0; pages < 8; pages++) {
      if (pages === 0 || place.token !== '') place = await checkPage(world, list, place, size);
      const choose = random.pick([choosePost, choosePost, chooseRepost, chooseLike, chooseDelete]);
      const chosen = choose(world);
      if (chosen !== undefined) await perform(world, chosen);
      tally.count('cases', 'a write between two pages');
    }
  },
};

/** An old token; follows, blocks and restored accounts since then may have added entries before its position. */
const homeLater: Operation = {
  name: 'go on in a home timeline much later',
  weight: 3,
  async run(world) {
    const { random, model, bookmarks, tally } = world;
    const open = bookmarks.filter(({ viewerId }) => (model.people.get(viewerId)?.sessions.length ?? 0) > 0);
    if (open.length === 0) return;
    const { viewerId, entryIds, ...place } = random.pick(open);
    const list = homeOf(world, viewerId);
    const after = await checkPage(world, list, place, pageSize(random), (id) => !entryIds.has(id));
    if (after.token !== '') await checkPage(world, list, after, pageSize(random));
    tally.count('cases', 'a page token is used much later');
  },
};

const userPage: Operation = {
  name: 'read a user timeline',
  weight: 6,
  async run(world, kind) {
    const { random, model, tally } = world;
    const viewerId = viewer(world);
    const userId = targetPerson(world, viewerId ?? unknownId(random), kind);
    const list = timelineOf(world, userId, viewerId);
    if (!isActive(model, userId)) {
      return requireRefused(world, 'ListUserTimeline', 'USER_NOT_FOUND', () => list.fetch(0, ''));
    }
    if (viewerId !== undefined && isBlockBetween(model, viewerId, userId)) {
      tally.count('cases', 'the timeline of a blocked user is empty');
    }
    if (random.chance(0.3)) return walk(world, list, () => Math.max(10, pageSize(random)));
    const place = await checkPage(world, list, start, pageSize(random));
    if (place.token !== '') await checkPage(world, list, place, pageSize(random));
  },
};

export const timelineReads: readonly Operation[] = [
  homePage,
  homeWalk,
  homeWalkWhilePosting,
  homeLater,
  userPage,
];
