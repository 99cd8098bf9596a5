import type { Client } from '@connectrpc/connect';
import type { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { type FeedOptions, type OpenFeed, openFeed } from '../../../platform/testing/open-feed.ts';

/** A client with an open home stream. It keeps what it received. */
export interface Feed extends OpenFeed {
  readonly entryIds: readonly string[];
  readonly removedIds: readonly string[];
  /** Whether the first message had removals_incomplete. */
  incomplete(): boolean;
  /** The number of messages without payload. */
  heartbeats(): number;
}

export function openHomeFeed(timelines: Client<typeof TimelineService>, options?: FeedOptions): Feed {
  const entryIds: string[] = [];
  const removedIds: string[] = [];
  let heartbeats = 0;
  let messages = 0;
  let incomplete = false;
  const feed = openFeed(
    (resumeToken, call) => timelines.streamHomeTimeline({ resumeToken }, call),
    ({ event }) => {
      if (event.case === 'added') entryIds.push(...event.value.entries.map(({ entryId }) => entryId));
      else if (event.case === 'removed') removedIds.push(event.value.postId);
      else if (event.case === 'removalsIncomplete') incomplete ||= messages === 0;
      else heartbeats += 1;
      messages += 1;
    },
    options,
  );
  return {
    ...feed,
    entryIds,
    removedIds,
    incomplete: () => incomplete,
    heartbeats: () => heartbeats,
  };
}
