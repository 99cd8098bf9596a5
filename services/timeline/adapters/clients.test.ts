import type { ServiceImpl } from '@connectrpc/connect';
import t from 'tap';
import {
  BatchGetAuthorHeadsRequestSchema,
  BatchListAuthorEntriesRequestSchema,
  BatchListRepostsRequestSchema,
  HydratePostsRequestSchema,
  PostMeshService,
} from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { hosted } from '../../../platform/rpc/host.ts';
import { inProcessTransport } from '../../../platform/rpc/in-process.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import { validate } from '../../../platform/rpc/interceptors/validate.ts';
import { maxItems } from '../../../platform/rpc/item-limit.ts';
import { postClient } from './post-client.ts';

/** Ids of people, or of posts, more than one request takes. */
const idsFor = (most: number) =>
  Array.from({ length: 2 * most + 1 }, (_, n) => String(10n ** 18n + BigInt(n)));

/** A service that validates requests against the contract, as in the cluster. */
function served(service: typeof PostMeshService, impl: Partial<ServiceImpl<typeof PostMeshService>>) {
  return inProcessTransport(guarded([hosted(service, impl)], [validate()]));
}

t.test('entries of more authors than one request takes are in the order of the request', async (t) => {
  const posts = postClient(
    served(PostMeshService, {
      batchGetAuthorHeads: ({ authorIds }) => ({
        heads: authorIds.map((authorId) => ({ authorId, lastEntryId: `head of ${authorId}` })),
      }),
      batchListAuthorEntries: ({ cursors }) => ({
        authors: cursors.map(({ authorId }) => ({ authorId, entries: [{ entryId: authorId }] })),
      }),
    }),
  );
  const authorIds = idsFor(maxItems(BatchGetAuthorHeadsRequestSchema, 'authorIds'));
  t.equal((await posts.heads(authorIds)).size, authorIds.length);
  const cursors = idsFor(maxItems(BatchListAuthorEntriesRequestSchema, 'cursors')).map((authorId) => ({
    authorId,
    beforeId: '',
    fromId: '',
  }));
  t.strictSame(
    (await posts.list(cursors, 1)).map(([entry]) => entry!.entryId),
    cursors.map(({ authorId }) => authorId),
  );
});

t.test('reposts by more people than one request takes are the newest of all of them', async (t) => {
  const posts = postClient(
    served(PostMeshService, {
      // Everybody reposted each post; a greater id is a later repost.
      batchListReposts: ({ windows, actorIds, limitPerPost }) => ({
        posts: windows.map(({ subjectId }) => ({
          subjectId,
          entries: actorIds
            .toReversed()
            .slice(0, limitPerPost)
            .map((actorId) => ({ entryId: actorId, actorId, subjectId })),
        })),
      }),
    }),
  );
  const people = idsFor(maxItems(BatchListRepostsRequestSchema, 'actorIds'));
  const windows = idsFor(maxItems(BatchListRepostsRequestSchema, 'windows')).map((subjectId) => ({
    subjectId,
    fromId: '',
    beforeId: '',
  }));
  const lists = await posts.repostsBy(new Set(people), windows, 3);
  t.equal(lists.length, windows.length);
  for (const [i, { subjectId }] of [windows[0]!, windows.at(-1)!].entries()) {
    const list = lists[i === 0 ? 0 : windows.length - 1]!;
    t.strictSame(
      list.map(({ entryId }) => entryId),
      people.slice(-3).reverse(),
    );
    t.ok(list.every((entry) => entry.subjectId === subjectId));
  }
});

t.test('a batch of candidates may be larger than one request', async (t) => {
  const { gather } = postClient(
    served(PostMeshService, {
      hydratePosts: ({ postIds, userIds, repostWindows }) => ({
        posts: postIds.map((postId) => ({ postId, authorId: postId })),
        users: userIds.map((userId) => ({ userId })),
        reposts: repostWindows.map(({ subjectId }) => ({ subjectId, entries: [{ entryId: subjectId }] })),
      }),
    }),
  );
  const postIds = idsFor(maxItems(HydratePostsRequestSchema, 'postIds'));
  const windows = idsFor(maxItems(HydratePostsRequestSchema, 'repostWindows')).map((subjectId) => ({
    subjectId,
    fromId: '',
    beforeId: '',
  }));
  const found = await gather(
    { postIds, userIds: postIds, windows, limit: 1 },
    { viewerId: '1', hideMutedQuotes: true },
  );
  t.strictSame([...found.posts.keys()], postIds);
  t.equal(found.users.size, postIds.length);
  t.strictSame(
    found.reposts.map(([entry]) => entry!.entryId),
    windows.map(({ subjectId }) => subjectId),
  );
});
