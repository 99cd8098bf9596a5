import type {
  ListHomeTimelineResponse,
  StreamHomeTimelineResponse,
  TimelineEntry,
} from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { type Following, resumedStream } from './resumed-stream.ts';

/** A change of a home timeline. */
export type FeedItem =
  | { readonly what: 'added'; readonly entry: TimelineEntry }
  | { readonly what: 'removed'; readonly postId: string };

export interface HomeFeedOptions extends Following {
  /** Reads one page, of the given size. */
  list(pageSize: number, pageToken: string): Promise<ListHomeTimelineResponse>;
  stream(resumeToken: string): AsyncIterable<StreamHomeTimelineResponse>;
  /** How many earlier entries to start with. */
  last: number;
}

const pageSize = 100;
/** How many entries are read to find the last seen one when the stream cannot be resumed, and how many are remembered. */
const maxCatchUp = 2_000;
/** Sorts after every id. */
const newestId = ':';

/**
 * Yields the newest entries, oldest first, and then all changes, across broken connections and server restarts: nothing
 * is lost and nothing comes twice. Ends with the signal.
 *
 * @throws ConnectError when the session is over
 */
export function homeFeed(options: HomeFeedOptions): AsyncGenerator<FeedItem, void, void> {
  const seen = seenEntries();
  async function* gone(): AsyncGenerator<FeedItem, void, void> {
    for (const postId of await seen.gone(options)) yield { what: 'removed', postId };
  }
  return resumedStream<StreamHomeTimelineResponse, FeedItem>({
    ...options,
    async *begin() {
      // Posts removed while no stream was open; none at the start.
      yield* gone();
      const { entries, resumeToken } = await seen.list(options);
      for (const entry of entries.toReversed()) yield { what: 'added', entry };
      return resumeToken;
    },
    async *items({ event }) {
      if (event.case === 'added') {
        for (const entry of event.value.entries) {
          seen.add(entry);
          yield { what: 'added', entry };
        }
      } else if (event.case === 'removed') {
        yield { what: 'removed', postId: event.value.postId };
      } else if (event.case === 'removalsIncomplete') yield* gone();
    },
  });
}

/** The entries that were already yielded, as far as a list can give them again. */
function seenEntries() {
  /** From the entry to its post. */
  const posts = new Map<string, string>();
  /** Entries from before the start are not new. */
  let startId: string | undefined;
  const add = ({ entryId, post }: TimelineEntry) => {
    posts.set(entryId, post?.id ?? entryId);
    if (posts.size > maxCatchUp) posts.delete(posts.keys().next().value!);
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
      for (let page = first; ; page = await list(pageSize, page.nextPageToken)) {
        const news = page.entries.filter(({ entryId }) => entryId > startId! && !posts.has(entryId));
        entries.push(...news);
        // A page may be short, even empty, before the end.
        const isKnown = page.entries.length > 0 && news.length === 0;
        if (isKnown || page.nextPageToken === '' || entries.length >= maxCatchUp) break;
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
      for (let pageToken = '', read = 0; ; ) {
        const page = await list(pageSize, pageToken);
        for (const { entryId, post } of page.entries) stand.add(post?.id ?? entryId);
        read += page.entries.length;
        pageToken = page.nextPageToken;
        lowestId = pageToken === '' ? '' : (page.entries.at(-1)?.entryId ?? lowestId);
        if (lowestId <= oldestId || read >= maxCatchUp) break;
      }
      const gone = [...posts].filter(([id, postId]) => id >= lowestId && !stand.has(postId));
      for (const [entryId] of gone) posts.delete(entryId);
      return [...new Set(gone.map(([, postId]) => postId))].sort();
    },
  };
}
