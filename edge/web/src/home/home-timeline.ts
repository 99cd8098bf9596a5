import type { Client } from '@connectrpc/connect';
import type {
  StreamHomeTimelineResponse,
  TimelineEntry,
  TimelineService,
} from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import type { Entities } from '../data/entities.ts';
import { goneOf } from './gone.ts';
import {
  emptyHome,
  type HomeEntry,
  type HomeEvent,
  type HomeState,
  homeAfter,
  isOverflowed,
} from './home-state.ts';
import { type LiveListOptions, liveList } from './live-list.ts';

/** The home timeline of who is signed in: a list, and a stream that joins on to it and is resumed when it breaks. */
export interface HomeTimeline {
  state(): HomeState;
  onChange(listener: () => void): () => void;
  /** Whether what comes is shown at once: not where it would move what is being read. */
  follow(atTop: boolean): void;
  showWaiting(): void;
  more(): Promise<void>;
  /** Puts in what was just posted here; the stream brings it, too. */
  add(postId: string): void;
  /** Reads it anew: whom one follows has changed, or what was removed is not remembered. */
  refresh(): void;
  close(): void;
}

export interface HomeOptions extends LiveListOptions {
  readonly timelines: Pick<Client<typeof TimelineService>, 'listHomeTimeline' | 'streamHomeTimeline'>;
  readonly entities: Entities;
  /** Hears of every error, so that a session that is over ends. */
  readonly failed: (reason: unknown) => void;
}

/** Keeps the posts and people of timeline entries. */
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

export function homeTimeline({ timelines, entities, failed, ...options }: HomeOptions): HomeTimeline {
  let state = emptyHome;
  let atTop = true;
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  const happen = (event: HomeEvent) => {
    const next = homeAfter(state, event);
    if (next === state || closing.signal.aborted) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const page = async (pageToken: string, signal: AbortSignal) => {
    const asked = entities.now();
    const answer = await timelines.listHomeTimeline({ pageToken }, { signal });
    return { ...answer, entries: takeEntries(entities, answer.entries, asked) };
  };

  /** Takes out what is gone and what the stream can't tell of. */
  const lookAgain = async () => {
    const ids = [...state.entries, ...state.waiting].map(({ entryId }) => entryId);
    const list = (pageToken: string) =>
      timelines.listHomeTimeline({ pageSize: 100, pageToken }, { signal: closing.signal });
    happen({ kind: 'gone', entryIds: await goneOf(ids, list) });
  };

  const live = liveList<StreamHomeTimelineResponse['event']>(
    {
      async list(signal) {
        const { entries, nextPageToken, resumeToken } = await page('', signal);
        happen({ kind: 'listed', entries, nextPageToken });
        return resumeToken;
      },
      stream: (resumeToken, signal) => timelines.streamHomeTimeline({ resumeToken }, { signal }),
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
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
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
      // The list may have been read anew meanwhile: then this page is of another one.
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
