import { Code, ConnectError } from '@connectrpc/connect';
import type {
  ListHomeTimelineResponse,
  StreamHomeTimelineResponse,
  TimelineEntry,
} from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { pause, type TimedClock } from '../../platform/clock.ts';
import type { ReasonName } from '../../platform/domain-error.ts';
import { reasonOf } from '../../platform/errors.ts';
import { retryAfterMs } from '../../platform/rpc/retry.ts';

/** A change of a home timeline. */
export type FeedItem =
  | { readonly what: 'added'; readonly entry: TimelineEntry }
  | { readonly what: 'removed'; readonly postId: string };

export interface HomeFeedOptions {
  /** Reads one page, of the given size. */
  list(pageSize: number, pageToken: string): Promise<ListHomeTimelineResponse>;
  stream(resumeToken: string): AsyncIterable<StreamHomeTimelineResponse>;
  /** How many earlier entries to start with. */
  last: number;
  /** Called when the stream breaks and is resumed: once, however many tries that takes. */
  broke(error: ConnectError): void;
  clock: TimedClock;
  signal: AbortSignal;
  random?: () => number;
}

const firstPauseMs = 200;
const maxPauseMs = 5_000;
const pageSize = 100;
/** How many pages are read to find the last seen entry when the stream cannot be resumed. */
const maxCatchUpPages = 20;
/** Sorts after every id. */
const newestId = ':';
/** As many as the pages of a catch-up hold. */
const keptIds = pageSize * maxCatchUpPages;

/** Codes after which a stream is not resumed. */
const final: ReadonlySet<Code> = new Set([Code.Unauthenticated, Code.PermissionDenied, Code.Unimplemented]);
/** Except for an expired access token, which is renewed. */
const renewable: ReadonlySet<ReasonName | undefined> = new Set(['TOKEN_EXPIRED']);

/**
 * Yields the newest entries, oldest first, and then all changes, across broken connections and server restarts: nothing
 * is lost and nothing comes twice. Ends with the signal.
 *
 * @throws ConnectError when the session is over
 */
export async function* homeFeed(options: HomeFeedOptions): AsyncGenerator<FeedItem, void, void> {
  const { signal, clock, stream, broke, random = Math.random } = options;
  const seen = seenEntries();
  let token: string | undefined;
  let failures = 0;

  while (!signal.aborted) {
    let waitMs = 0;
    try {
      if (token === undefined) {
        // Posts removed while no stream was open; none at the start.
        for (const postId of await seen.gone(options)) yield { what: 'removed', postId };
        const { entries, resumeToken } = await seen.list(options);
        token = resumeToken;
        for (const entry of entries.toReversed()) yield { what: 'added', entry };
      }
      for await (const { resumeToken, event } of stream(token)) {
        failures = 0;
        if (event.case === 'added') {
          for (const entry of event.value.entries) {
            seen.add(entry);
            yield { what: 'added', entry };
          }
        } else if (event.case === 'removed') {
          yield { what: 'removed', postId: event.value.postId };
        } else if (event.case === 'removalsIncomplete') {
          for (const postId of await seen.gone(options)) yield { what: 'removed', postId };
        }
        // Only now: an interruption before the list was read must list again.
        token = resumeToken;
      }
    } catch (reason) {
      if (signal.aborted) return;
      const error = ConnectError.from(reason);
      const name = reasonOf(error);
      if (final.has(error.code) && !renewable.has(name)) throw error;
      // After too long a break the list gives the entries in between.
      if (name === 'RESUME_TOKEN_TOO_OLD' || name === 'RESUME_TOKEN_INVALID') token = undefined;
      if (failures === 0 && !renewable.has(name)) broke(error);
      waitMs = retryAfterMs(error) ?? 0;
    }
    const backoffMs = random() * Math.min(maxPauseMs, firstPauseMs * 2 ** failures++);
    await pause(clock, waitMs + backoffMs, signal);
  }
}

/** The entries that were already yielded, as far as a list can give them again. */
function seenEntries() {
  /** From the entry to its post. */
  const posts = new Map<string, string>();
  /** Entries from before the start are not new. */
  let startId: string | undefined;
  const add = ({ entryId, post }: TimelineEntry) => {
    posts.set(entryId, post?.id ?? entryId);
    if (posts.size > keptIds) posts.delete(posts.keys().next().value!);
  };
  return {
    add,
    /** At the start the last few entries, later all unseen ones; newest first, with the token to resume from. */
    async list({ list, last }: HomeFeedOptions): Promise<{ entries: TimelineEntry[]; resumeToken: string }> {
      const first = await list(startId === undefined ? Math.max(1, last) : pageSize, '');
      const { resumeToken } = first;
      if (startId === undefined) {
        startId = first.entries[0]?.entryId ?? '';
        const entries = first.entries.slice(0, last);
        for (const entry of entries.toReversed()) add(entry);
        return { entries, resumeToken };
      }
      const entries: TimelineEntry[] = [];
      for (let page = first, pages = 1; ; pages++) {
        const news = page.entries.filter(({ entryId }) => entryId > startId! && !posts.has(entryId));
        entries.push(...news);
        if (news.length === 0 || page.nextPageToken === '' || pages === maxCatchUpPages) break;
        page = await list(pageSize, page.nextPageToken);
      }
      for (const entry of entries.toReversed()) add(entry);
      return { entries, resumeToken };
    },
    /** The posts of yielded entries that are no longer in the timeline, as far down as pages are read; oldest first. */
    async gone({ list }: Pick<HomeFeedOptions, 'list'>): Promise<string[]> {
      const oldestId = [...posts.keys()].sort()[0];
      if (oldestId === undefined) return [];
      const stand = new Set<string>();
      /** Everything from here on was listed. */
      let lowestId = newestId;
      for (let pages = 1, pageToken = ''; ; pages++) {
        const page = await list(pageSize, pageToken);
        for (const { entryId, post } of page.entries) stand.add(post?.id ?? entryId);
        pageToken = page.nextPageToken;
        lowestId = pageToken === '' ? '' : (page.entries.at(-1)?.entryId ?? lowestId);
        if (lowestId <= oldestId || pages === maxCatchUpPages) break;
      }
      const gone = [...posts].filter(([id, postId]) => id >= lowestId && !stand.has(postId));
      for (const [entryId] of gone) posts.delete(entryId);
      return [...new Set(gone.map(([, postId]) => postId))].sort();
    },
  };
}
