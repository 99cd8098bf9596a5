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

/** What comes to a home timeline. */
export type Arrival =
  | { readonly what: 'added'; readonly entry: TimelineEntry }
  | { readonly what: 'removed'; readonly postId: string };

export interface HomeFeedOptions {
  /** One first page, of so many entries. */
  list(pageSize: number, pageToken: string): Promise<ListHomeTimelineResponse>;
  stream(resumeToken: string): AsyncIterable<StreamHomeTimelineResponse>;
  /** How many entries from before to begin with. */
  last: number;
  /** Hears that the stream broke and is taken up again: once, however many tries that takes. */
  broke(error: ConnectError): void;
  clock: TimedClock;
  signal: AbortSignal;
  random?: () => number;
}

const firstPauseMs = 200;
const maxPauseMs = 5_000;
const pageSize = 100;
/** How many pages are read to find what was seen last, when the stream can't be taken up. */
const maxCatchUpPages = 20;
/** Above every id. */
const newestId = ':';
/** As many as the pages of a catch-up can hold. */
const keptIds = pageSize * maxCatchUpPages;

/** Ends of a stream that are its end: the others are taken up again. */
const final: ReadonlySet<Code> = new Set([Code.Unauthenticated, Code.PermissionDenied, Code.Unimplemented]);
/** But for an access token that has had its time. */
const renewable: ReadonlySet<ReasonName | undefined> = new Set(['TOKEN_EXPIRED']);

/**
 * The newest entries, the oldest of them first, and then whatever comes, through broken connections and restarts of the
 * server: nothing is lost and nothing comes twice. Ends with the signal.
 *
 * @throws ConnectError when the session is over
 */
export async function* homeFeed(options: HomeFeedOptions): AsyncGenerator<Arrival, void, void> {
  const { signal, clock, stream, broke, random = Math.random } = options;
  const seen = seenEntries();
  let token: string | undefined;
  let failures = 0;

  while (!signal.aborted) {
    let waitMs = 0;
    try {
      if (token === undefined) {
        // What went while nobody told of it: nothing at the start.
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
        // Only now: whoever breaks off before he has listed is told again.
        token = resumeToken;
      }
    } catch (reason) {
      if (signal.aborted) return;
      const error = ConnectError.from(reason);
      const name = reasonOf(error);
      if (final.has(error.code) && !renewable.has(name)) throw error;
      // Too long away: the list says what came in between.
      if (name === 'RESUME_TOKEN_TOO_OLD' || name === 'RESUME_TOKEN_INVALID') token = undefined;
      if (failures === 0 && !renewable.has(name)) broke(error);
      waitMs = retryAfterMs(error) ?? 0;
    }
    const backoffMs = random() * Math.min(maxPauseMs, firstPauseMs * 2 ** failures++);
    await pause(clock, waitMs + backoffMs, signal);
  }
}

/** Which entries came already, as far as a list can give them again. */
function seenEntries() {
  /** From the entry to its post. */
  const posts = new Map<string, string>();
  /** What was there at the start is not news. */
  let startId: string | undefined;
  const add = ({ entryId, post }: TimelineEntry) => {
    posts.set(entryId, post?.id ?? entryId);
    if (posts.size > keptIds) posts.delete(posts.keys().next().value!);
  };
  return {
    add,
    /** At the start the last few, later all that did not come yet; newest first, with where a stream joins on. */
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
    /** The posts of what came that are in the timeline no more, as far down as pages are read; the oldest first. */
    async gone({ list }: Pick<HomeFeedOptions, 'list'>): Promise<string[]> {
      const oldestId = [...posts.keys()].sort()[0];
      if (oldestId === undefined) return [];
      const stand = new Set<string>();
      /** All from here on is listed. */
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
