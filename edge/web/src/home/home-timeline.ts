import type { Client } from '@connectrpc/connect';
import {
  type StreamHomeTimelineResponse,
  StreamHomeTimelineResponseSchema,
  type TimelineEntry,
  type TimelineService,
} from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import type { LiveSocket } from '../api/live-socket.ts';
import type { Entities } from '../data/entities.ts';
import { createListeners } from '../data/listeners.ts';
import {
  emptyHome,
  type HomeEntry,
  type HomeEvent,
  type HomeState,
  homeAfter,
  isOverflowed,
} from './home-state.ts';
import { type LiveListOptions, liveList } from './live-list.ts';
import { removedEntries } from './removed-entries.ts';

/** The signed-in user's home timeline: a list, and a stream that continues it and resumes when it breaks. */
export interface HomeTimeline {
  state(): HomeState;
  onChange(listener: () => void): () => void;
  /** Whether new entries are shown at once; not where they would move the text being read. */
  follow(atTop: boolean): void;
  showWaiting(): void;
  more(): Promise<void>;
  /** Adds the user's new post; the stream delivers it too. */
  add(postId: string): void;
  /** Reads the timeline again: follows have changed, or removals were missed. */
  refresh(): void;
  close(): void;
}

export interface HomeOptions extends LiveListOptions {
  readonly timelines: Pick<Client<typeof TimelineService>, 'listHomeTimeline'>;
  readonly socket: LiveSocket;
  readonly entities: Entities;
  /** Receives every error, so that an ended session signs out. */
  readonly failed: (reason: unknown) => void;
}

/** Stores the posts and users of timeline entries. */
export function takeEntries(
  entities: Entities,
  entries: readonly TimelineEntry[],
  asked: number,
): HomeEntry[] {
  entities.takePosts(
    entries.flatMap(({ post }) => post ?? []),
    asked,
  );
  entities.takeUsers(
    entries.flatMap(({ repostedBy }) => repostedBy ?? []),
    asked,
  );
  return entries.map(({ entryId, post, repostedBy }) => ({
    entryId,
    postId: post!.id,
    repostedById: repostedBy?.id ?? '',
  }));
}

export function homeTimeline({ timelines, socket, entities, failed, ...options }: HomeOptions): HomeTimeline {
  let state = emptyHome;
  let atTop = true;
  const { onChange, changed } = createListeners();
  const closing = new AbortController();
  const happen = (event: HomeEvent) => {
    const next = homeAfter(state, event);
    if (next === state || closing.signal.aborted) return;
    state = next;
    changed();
  };
  const page = async (pageToken: string, signal: AbortSignal) => {
    const asked = entities.now();
    const answer = await timelines.listHomeTimeline({ pageToken }, { signal });
    return { ...answer, entries: takeEntries(entities, answer.entries, asked) };
  };

  /** Removes entries that are gone without a removal event. */
  const lookAgain = async () => {
    const ids = [...state.entries, ...state.waiting].map(({ entryId }) => entryId);
    const list = (pageToken: string) =>
      timelines.listHomeTimeline({ pageSize: 100, pageToken }, { signal: closing.signal });
    happen({ kind: 'gone', entryIds: await removedEntries(ids, list) });
  };

  const live = liveList<StreamHomeTimelineResponse['event']>(
    {
      async list(signal) {
        const { entries, nextPageToken, resumeToken } = await page('', signal);
        happen({ kind: 'listed', entries, nextPageToken });
        return resumeToken;
      },
      stream: (resumeToken, signal) =>
        socket.stream('home', StreamHomeTimelineResponseSchema, { resumeToken }, signal),
      async take({ case: what, value }) {
        if (what === 'added') {
          happen({ kind: 'arrived', entries: takeEntries(entities, value.entries, entities.now()), atTop });
          return atTop && isOverflowed(state);
        }
        if (what === 'removed') {
          entities.losePost(value.postId);
          happen({ kind: 'removed', postId: value.postId });
        }
        if (what === 'removalsIncomplete') await lookAgain();
        return false;
      },
      live: () => happen({ kind: 'live' }),
      broken(failure) {
        failed(failure);
        happen({ kind: 'broken', failure });
      },
    },
    options,
  );

  return {
    state: () => state,
    onChange,
    follow(now) {
      atTop = now;
      if (atTop && isOverflowed(state)) live.refresh();
    },
    showWaiting() {
      if (isOverflowed(state)) live.refresh();
      else happen({ kind: 'shown' });
    },
    async more() {
      const { nextPageToken: from } = state;
      const { entries, nextPageToken } = await page(from, closing.signal);
      // The list may have been read again meanwhile; this page then belongs to the old one.
      if (state.nextPageToken === from) happen({ kind: 'more', entries, nextPageToken });
    },
    add: (postId) => happen({ kind: 'posted', entry: { entryId: postId, postId, repostedById: '' } }),
    refresh: live.refresh,
    close() {
      closing.abort();
      live.close();
    },
  };
}
