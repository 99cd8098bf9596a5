import type { TimelineEntry } from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { reasonOf } from '../../../../platform/errors.ts';
import { sessionEnded, timelines } from '../api/clients.ts';
import { lookedAt, whileLookedAt } from './looked-at.ts';

/** What the home page shows. */
export interface HomeState {
  /** Newest first. */
  readonly entries: readonly TimelineEntry[];
  /** What came while somebody reads further down, newest first. */
  readonly waiting: readonly TimelineEntry[];
  readonly live: boolean;
  readonly loaded: boolean;
  /** Empty after the last page. */
  readonly nextPageToken: string;
}

/** The home timeline of who is signed in: a list, and a stream that joins on to it and is resumed when it breaks. */
export interface HomeTimeline {
  state(): HomeState;
  onChange(listener: () => void): () => void;
  /** Whether what comes is shown at once: not where it would move what is being read. */
  follow(atTop: boolean): void;
  showWaiting(): void;
  more(): Promise<void>;
  /** Puts in what was just posted here; the stream brings it, too. */
  add(entry: TimelineEntry): void;
  close(): void;
}

interface Ended {
  /** Where to go on; undefined when the list must be read again. */
  readonly token: string | undefined;
  readonly atOnce: boolean;
  readonly opened: boolean;
}

const emptyState: HomeState = { entries: [], waiting: [], live: false, loaded: false, nextPageToken: '' };
/** What is kept at the most: what is further down can be listed again. */
const maxEntries = 1_000;
/** Waits between attempts to connect, in milliseconds: doubled each time, with chance in it. */
const wait = { firstMs: 500, maxMs: 20_000 };

export function homeTimeline(): HomeTimeline {
  let state = emptyState;
  let atTop = true;
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  const change = (next: Partial<HomeState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const arrive = (entries: readonly TimelineEntry[]) => {
    if (atTop) change({ entries: joined(state.entries, entries).slice(0, maxEntries) });
    else change({ waiting: joined(state.waiting, unknownOf(entries, state.entries)) });
  };
  const remove = (postId: string) => {
    const stays = ({ post }: TimelineEntry) => post?.id !== postId;
    change({ entries: state.entries.filter(stays), waiting: state.waiting.filter(stays) });
  };

  const list = async (): Promise<string> => {
    const { entries, nextPageToken, resumeToken } = await timelines.listHomeTimeline({}, closing);
    change({ entries, waiting: [], nextPageToken, loaded: true });
    return resumeToken;
  };
  /** Keeps the stream open until it ends, and says how to go on. */
  const stream = async (from: string): Promise<Ended> => {
    let token = from;
    let opened = false;
    const looked = whileLookedAt(closing.signal);
    try {
      for await (const { resumeToken, event } of timelines.streamHomeTimeline(
        { resumeToken: from },
        looked,
      )) {
        if (event.case === 'added') arrive(event.value.entries);
        else if (event.case === 'removed') remove(event.value.postId);
        token = resumeToken;
        opened = true;
        if (!state.live) change({ live: true });
      }
    } catch (reason) {
      if (looked.signal.aborted) return { token, atOnce: false, opened };
      sessionEnded(reason);
      const name = reasonOf(reason);
      if (name === 'RESUME_TOKEN_TOO_OLD') return { token: undefined, atOnce: opened, opened };
      // A token's end is no trouble: the next call has a new one.
      return { token, atOnce: opened && name === 'TOKEN_EXPIRED', opened };
    } finally {
      looked.done();
    }
    return { token, atOnce: false, opened };
  };

  const run = async () => {
    let token: string | undefined;
    let delayMs = wait.firstMs;
    while (!closing.signal.aborted) {
      try {
        await lookedAt(closing.signal);
        token ??= await list();
        const ended = await stream(token);
        token = ended.token;
        if (ended.opened) delayMs = wait.firstMs;
        if (ended.atOnce) continue;
      } catch (reason) {
        sessionEnded(reason);
      }
      if (closing.signal.aborted) return;
      change({ live: false });
      await pause(delayMs * (0.5 + Math.random()), closing.signal);
      delayMs = Math.min(delayMs * 2, wait.maxMs);
    }
  };
  void run();

  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow(now) {
      atTop = now;
    },
    showWaiting() {
      change({ entries: joined(state.entries, state.waiting), waiting: [] });
    },
    async more() {
      const { entries, nextPageToken } = await timelines.listHomeTimeline(
        { pageToken: state.nextPageToken },
        closing,
      );
      change({ entries: joined(state.entries, entries), nextPageToken });
    },
    add: (entry) => change({ entries: joined(state.entries, [entry]) }),
    close: () => closing.abort(),
  };
}

/** Newest first, each once: ids are in the order of time, whatever the order of arrival. */
function joined(some: readonly TimelineEntry[], others: readonly TimelineEntry[]): TimelineEntry[] {
  const byId = new Map([...some, ...others].map((entry) => [entry.entryId, entry]));
  return [...byId.values()].sort((a, b) => (a.entryId < b.entryId ? 1 : -1));
}

function unknownOf(entries: readonly TimelineEntry[], known: readonly TimelineEntry[]): TimelineEntry[] {
  const ids = new Set(known.map(({ entryId }) => entryId));
  return entries.filter(({ entryId }) => !ids.has(entryId));
}

/** Back on a network, it ends at once: nobody wants to wait then. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { signal: over.signal });
    addEventListener('online', end, { signal: over.signal });
  });
}
