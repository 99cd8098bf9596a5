import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { FollowUserRequestSchema, GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import {
  NotificationService,
  StreamNotificationsRequestSchema,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import {
  CreatePostRequestSchema,
  LikePostRequestSchema,
  PostService,
} from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import {
  SearchPostsRequestSchema,
  SearchService,
  TypeaheadRequestSchema,
} from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import {
  ListHomeTimelineRequestSchema,
  ListHomeTimelineResponseSchema,
  ListUserTimelineRequestSchema,
  StreamHomeTimelineRequestSchema,
  TimelineService,
} from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';
import { type WireRequest, wireHeaders } from './harness/wire.ts';
import type { Person } from './reed98.ts';

interface Page {
  readonly size: number;
  readonly token?: string;
}

const { listHomeTimeline, listUserTimeline, streamHomeTimeline } = TimelineService.method;
const { createPost, likePost } = PostService.method;
const { streamNotifications } = NotificationService.method;
const { followUser } = GraphService.method;

type Headers = WireRequest['headers'];
type Method = Parameters<typeof wireHeaders>[0];

/** Headers of each method and token, prepared once. */
const prepared = new Map<Method, Map<string, Headers>>();

export function homePage(viewer: Person, { size, token }: Page): WireRequest {
  const request = create(ListHomeTimelineRequestSchema, { pageSize: size, pageToken: token ?? '' });
  return wire(listHomeTimeline, viewer, toBinary(ListHomeTimelineRequestSchema, request));
}

export function userPage(viewer: Person, author: Person, { size, token }: Page): WireRequest {
  const page = { userId: author.id, pageSize: size, pageToken: token ?? '' };
  const request = create(ListUserTimelineRequestSchema, page);
  return wire(listUserTimeline, viewer, toBinary(ListUserTimelineRequestSchema, request));
}

/** A stream that starts now. */
export function homeStream(viewer: Person): WireRequest {
  const request = create(StreamHomeTimelineRequestSchema);
  return wire(streamHomeTimeline, viewer, toBinary(StreamHomeTimelineRequestSchema, request));
}

/** A stream of notifications that starts now. */
export function notificationStream(viewer: Person): WireRequest {
  const request = create(StreamNotificationsRequestSchema);
  return wire(streamNotifications, viewer, toBinary(StreamNotificationsRequestSchema, request));
}

export function newPost(author: Person, text: string): WireRequest {
  const request = create(CreatePostRequestSchema, { text });
  return wire(createPost, author, toBinary(CreatePostRequestSchema, request));
}

export function newLike(person: Person, postId: string): WireRequest {
  return wire(likePost, person, toBinary(LikePostRequestSchema, create(LikePostRequestSchema, { postId })));
}

export function newFollow(person: Person, userId: string): WireRequest {
  const request = create(FollowUserRequestSchema, { userId });
  return wire(followUser, person, toBinary(FollowUserRequestSchema, request));
}

export function searchPosts(
  viewer: Person,
  asked: MessageInitShape<typeof SearchPostsRequestSchema>,
): WireRequest {
  return wire(
    SearchService.method.searchPosts,
    viewer,
    toBinary(SearchPostsRequestSchema, create(SearchPostsRequestSchema, asked)),
  );
}

export function typeahead(viewer: Person, prefix: string): WireRequest {
  const request = create(TypeaheadRequestSchema, { prefix });
  return wire(SearchService.method.typeahead, viewer, toBinary(TypeaheadRequestSchema, request));
}

function wire(method: Method, { token }: Person, message: Uint8Array): WireRequest {
  const byToken = prepared.get(method) ?? new Map<string, Headers>();
  prepared.set(method, byToken);
  const headers = byToken.get(token) ?? wireHeaders(method, token);
  byToken.set(token, headers);
  return { headers, body: enveloped(0, message) };
}

/** The posts of a home page. */
export function postIds(page: Buffer): string[] {
  const { entries } = fromBinary(ListHomeTimelineResponseSchema, page);
  return entries.flatMap(({ post }) => (post === undefined ? [] : [post.id]));
}

const entriesTag = (1 << 3) | 2;
const nextPageTokenTag = (2 << 3) | 2;

/** next_page_token of a timeline page. Entries are skipped undecoded, to save the generator's time. */
export function nextPageToken(page: Buffer): string | undefined {
  for (let at = 0; at < page.length; ) {
    const tag = page[at++]!;
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = page[at++]!;
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (tag === nextPageTokenTag) return page.toString('latin1', at, at + length);
    if (tag !== entriesTag) return undefined;
    at += length;
  }
  return undefined;
}
