import { createClient, type Transport } from '@connectrpc/connect';
import {
  BatchGetAuthorHeadsRequestSchema,
  BatchListAuthorEntriesRequestSchema,
  BatchListRepostsRequestSchema,
  HydratePostsRequestSchema,
  type AuthorCursor as MessageCursor,
  type RepostWindow as MessageWindow,
  PostMeshService,
} from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { Entry } from '../domain/entry.ts';
import type { ShownPost } from '../domain/filter-visible.ts';
import type { RepostWindow } from '../domain/folding.ts';
import type { AuthorCursor } from '../domain/merge.ts';
import type { Entries, Hydration } from '../ports.ts';

/** What the fan-out needs from the post service, besides entries. */
export interface Announcing {
  /** Every entry before this time is on topic `post`; milliseconds since 1970. */
  announcedWatermarkMs(): Promise<number>;
  /** Marks a stored entry as merged at read. */
  restamp(actorId: string, entryId: string): Promise<void>;
  /** The newest entry that is merged at read, of each author who has one. Reads page by page. */
  pullHeads(): AsyncGenerator<{ readonly authorId: string; readonly lastPullEntryId: string }>;
}

const headsPerRead = 1000;

const slicesOf = {
  heads: slicesFor<string>(BatchGetAuthorHeadsRequestSchema, 'authorIds'),
  cursors: slicesFor<AuthorCursor>(BatchListAuthorEntriesRequestSchema, 'cursors'),
  actors: slicesFor<string>(BatchListRepostsRequestSchema, 'actorIds'),
  actorWindows: slicesFor<RepostWindow>(BatchListRepostsRequestSchema, 'windows'),
  posts: slicesFor<string>(HydratePostsRequestSchema, 'postIds'),
  users: slicesFor<string>(HydratePostsRequestSchema, 'userIds'),
  windows: slicesFor<RepostWindow>(HydratePostsRequestSchema, 'repostWindows'),
};

/** Entries and posts from the post service. */
export function postClient(transport: Transport): Entries & Pick<Hydration, 'gather'> & Announcing {
  const client = createClient(PostMeshService, transport);
  return {
    announcedWatermarkMs: async () => Number((await client.getAnnouncedWatermark({})).announcedWatermarkMs),
    async restamp(actorId, entryId) {
      await client.restampEntry({ actorId, entryId });
    },
    async *pullHeads() {
      for (let afterId = ''; ; ) {
        const { heads } = await client.listPullAuthors({ afterId, limit: headsPerRead });
        yield* heads;
        if (heads.length < headsPerRead) return;
        afterId = heads.at(-1)!.authorId;
      }
    },
    async heads(authorIds) {
      const answers = await Promise.all(
        slicesOf.heads([...authorIds]).map((ids) => client.batchGetAuthorHeads({ authorIds: ids })),
      );
      const heads = answers.flatMap((answer) => answer.heads);
      return new Map(heads.map(({ authorId, lastEntryId }) => [authorId, lastEntryId]));
    },
    async list(cursors, limit) {
      const listed = async (slice: readonly AuthorCursor[]): Promise<Entry[][]> => {
        const { authors } = await client.batchListAuthorEntries({
          $typeName: 'skein.post.mesh.v1.BatchListAuthorEntriesRequest',
          cursors: slice.map(encodeCursor),
          limitPerAuthor: limit,
          pullOnly: false,
        });
        return authors.map(({ entries }) => entries);
      };
      const slices = slicesOf.cursors(cursors);
      return slices.length === 1 ? listed(slices[0]!) : (await Promise.all(slices.map(listed))).flat();
    },
    async repostsBy(actorIds, windows, limit) {
      const lists: Entry[][] = windows.map(() => []);
      for (const ids of slicesOf.actors([...actorIds])) {
        let at = 0;
        for (const slice of slicesOf.actorWindows(windows)) {
          const { posts } = await client.batchListReposts({
            windows: slice.map(encodeWindow),
            limitPerPost: limit,
            actorIds: ids,
          });
          for (const { entries } of posts) lists[at++]!.push(...entries);
        }
      }
      return lists.map((list) => list.sort(newestFirst).slice(0, limit));
    },
    async gather({ postIds, userIds, windows, limit }, { viewerId, hideMutedQuotes }) {
      const [postSlices, userSlices, windowSlices] = [
        slicesOf.posts(postIds),
        slicesOf.users(userIds),
        slicesOf.windows(windows),
      ];
      const gathered = (i: number) => {
        const slice = windowSlices[i] ?? [];
        return client.hydratePosts({
          $typeName: 'skein.post.mesh.v1.HydratePostsRequest',
          postIds: postSlices[i] ?? [],
          viewerId: viewerId ?? '',
          authorsChecked: true,
          hideMutedQuotes,
          userIds: userSlices[i] ?? [],
          repostWindows: slice.map(encodeWindow),
          limitPerWindow: slice.length === 0 ? 0 : limit,
        });
      };
      // Nearly always one: a request takes more ids than a page has.
      const requests = Math.max(postSlices.length, userSlices.length, windowSlices.length);
      const answers =
        requests === 1
          ? [await gathered(0)]
          : await Promise.all(Array.from({ length: requests }, (_, i) => gathered(i)));
      const byId = new Map<string, ShownPost>();
      const users = new Map<string, Uint8Array>();
      const reposts: Entry[][] = [];
      for (const answer of answers) {
        for (const { postId, authorId, post } of answer.posts) byId.set(postId, { authorId, bytes: post });
        for (const { userId, user } of answer.users) users.set(userId, user);
        for (const { entries } of answer.reposts) reposts.push(entries);
      }
      return { posts: byId, users, reposts };
    },
  };
}

function newestFirst(a: Entry, b: Entry): number {
  return a.entryId > b.entryId ? -1 : 1;
}

function encodeCursor({ authorId, beforeId, fromId }: AuthorCursor): MessageCursor {
  return {
    $typeName: 'skein.post.mesh.v1.AuthorCursor',
    authorId,
    beforeEntryId: beforeId,
    fromEntryId: fromId,
  };
}

function encodeWindow({ subjectId, fromId, beforeId }: RepostWindow): MessageWindow {
  return {
    $typeName: 'skein.post.mesh.v1.RepostWindow',
    subjectId,
    fromEntryId: fromId,
    beforeEntryId: beforeId,
  };
}
