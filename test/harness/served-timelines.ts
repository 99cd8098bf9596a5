import { type Client, createClient } from '@connectrpc/connect';
import type { Test } from 'tap';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import type { TimelineOverrides } from '../../services/timeline/compose.ts';
import { type Feed, openHomeFeed } from '../../services/timeline/testing/feed.ts';
import { type ServedPeople, type SignedUp, servedPeople } from './served-people.ts';

export interface Person extends SignedUp {
  readonly auth: Client<typeof AuthService>;
  readonly graph: Client<typeof GraphService>;
  readonly posts: Client<typeof PostService>;
  readonly timelines: Client<typeof TimelineService>;
  /** Creates a post and returns its id. */
  post(text?: string): Promise<string>;
  follow(...others: Person[]): Promise<void>;
  /** The entry ids and the tokens of the first page. */
  home(pageSize?: number): Promise<{ ids: string[]; resumeToken: string; nextPageToken: string }>;
  stream(token?: string): Feed;
}

export type ServedTimelines = ServedPeople<Person>;

export function servedTimelines(
  t: Test,
  env: Record<string, string> = {},
  timeline: TimelineOverrides = {},
  monotonicMs?: () => number,
): Promise<ServedTimelines> {
  return servedPeople(t, {
    env,
    overrides: { timeline },
    ...(monotonicMs && { monotonicMs }),
    personOf(signedUp, own): Person {
      const graph = createClient(GraphService, own);
      const posts = createClient(PostService, own);
      const timelines = createClient(TimelineService, own);
      return {
        ...signedUp,
        auth: createClient(AuthService, own),
        graph,
        posts,
        timelines,
        async post(text = `from ${signedUp.handle}`) {
          return (await posts.createPost({ text })).post!.id;
        },
        async follow(...others) {
          for (const { id } of others) await graph.followUser({ userId: id });
        },
        async home(pageSize = 20) {
          const { entries, resumeToken, nextPageToken } = await timelines.listHomeTimeline({ pageSize });
          return { ids: entries.map(({ entryId }) => entryId), resumeToken, nextPageToken };
        },
        stream: (resumeToken) =>
          openHomeFeed(timelines, resumeToken === undefined ? {} : { token: resumeToken }),
      };
    },
  });
}
