import { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { type BadRequest, type BadRequestsOf, badInto, type Cast, field } from '../../hosting/examples.ts';

const many = (count: number) => Array.from({ length: count }, (_, n) => `1${n}`);

/** PostMeshService: its limits, and its answers for unknown ids. */
export function meshBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const service: BadRequestsOf = (method, wrong, request, expected) =>
    badInto(rows, cast.asService(method))(method, wrong, request, expected);
  const userId = cast.ada.userId;
  const posts = PostMeshService.method;
  service(
    posts.batchListAuthorEntries,
    '1,001 authors',
    { cursors: many(1001).map((authorId) => ({ authorId })), limitPerAuthor: 1 },
    field('cursors'),
  );
  for (const limitPerAuthor of [0, -1, 801, 2 ** 31 - 1]) {
    service(
      posts.batchListAuthorEntries,
      `the limit ${limitPerAuthor}`,
      { cursors: [{ authorId: userId }], limitPerAuthor },
      field('limit_per_author'),
    );
  }
  service(
    posts.batchListAuthorEntries,
    'nobody, twice, before nothing',
    { cursors: ['nope', 'nope'].map((authorId) => ({ authorId, beforeEntryId: '🙂' })), limitPerAuthor: 10 },
    {
      reason: 'OK',
      check: ({ authors }: { authors: unknown[] }) => authors.length === 2,
    },
  );
  service(posts.batchGetAuthorHeads, '5,002 authors', { authorIds: many(5002) }, field('author_ids'));
  service(
    posts.batchListReposts,
    '101 posts',
    { windows: many(101).map((subjectId) => ({ subjectId })), limitPerPost: 1 },
    field('windows'),
  );
  for (const limitPerPost of [0, -1, 1001, 2 ** 31 - 1]) {
    service(
      posts.batchListReposts,
      `the limit ${limitPerPost}`,
      { windows: [{ subjectId: cast.posts.bob }], limitPerPost },
      field('limit_per_post'),
    );
  }
  service(
    posts.batchListReposts,
    'a window whose bounds are swapped',
    { windows: [{ subjectId: 'nope', fromEntryId: '9', beforeEntryId: '1' }], limitPerPost: 1 },
    { reason: 'OK' },
  );
  service(posts.hydratePosts, '1,001 posts', { postIds: many(1001) }, field('post_ids'));
  service(
    posts.hydratePosts,
    'unknown, deleted and hidden posts',
    { postIds: ['nope', '', cast.posts.deleted, cast.posts.dora, cast.posts.cleo], viewerId: userId },
    {
      reason: 'OK',
      check: (answer: { posts: unknown[] }) => answer.posts.length === 0,
    },
  );
  service(posts.batchGetStoredPosts, '1,001 posts', { postIds: many(1001) }, field('post_ids'));
  service(
    posts.batchGetStoredPosts,
    'unknown and deleted posts',
    { postIds: ['nope', '', cast.posts.deleted, cast.posts.bob, cast.posts.bob] },
    {
      reason: 'OK',
      check: (answer: { posts: unknown[] }) => answer.posts.length === 1,
    },
  );
  service(posts.listReplyIds, 'no post', { limit: 10 }, field('post_id'));
  const unchanged = { reason: 'OK' } as const;
  for (const entryId of ['nope', '1000000000000000000', '🙂']) {
    service(posts.restampEntry, `the entry ${entryId} of nothing`, { actorId: userId, entryId }, unchanged);
  }
  service(posts.restampEntry, "another's entry", { actorId: userId, entryId: cast.posts.bob }, unchanged);
  for (const limit of [0, -1, 1001, 2 ** 31 - 1]) {
    service(posts.listPullAuthors, `the limit ${limit}`, { limit }, field('limit'));
    service(posts.scanPosts, `the limit ${limit}`, { limit }, field('limit'));
    service(posts.listReplyIds, `the limit ${limit}`, { postId: cast.posts.bob, limit }, field('limit'));
  }
  for (const limit of [0, 101]) service(posts.verifyCounts, `the limit ${limit}`, { limit }, field('limit'));
  return rows;
}
