import { GraphMeshService } from '../../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { PostMeshService } from '../../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { TimelineMeshService } from '../../../../gen/ts/skein/timeline/mesh/v1/timeline_mesh_service_pb.ts';
import { UserMeshService } from '../../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import type { Role } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import type { Cast } from '../cast.ts';
import { field, into, type Row, type RowsOf } from '../row.ts';

const many = (count: number) => Array.from({ length: count }, (_, n) => `1${n}`);

/** The RPCs between services: their bounds, and what they say of nobody. */
export function meshRows(cast: Cast): Row[] {
  const rows: Row[] = [];
  const service: RowsOf = (method, wrong, request, expected) =>
    into(rows, cast.asService(method))(method, wrong, request, expected);
  const users = UserMeshService.method;
  service(users.batchGetCards, '1,001 ids', { userIds: many(1001) }, field('user_ids'));
  service(
    users.batchGetCards,
    'unknown and empty ids',
    { userIds: ['nope', '', cast.ada.userId, cast.ada.userId] },
    {
      reason: 'OK',
      check: ({ cards }: { cards: unknown[] }) => cards.length === 2,
    },
  );
  service(users.resolveHandles, '101 handles', { handles: many(101) }, field('handles'));
  service(
    users.resolveHandles,
    'handles of nobody',
    { handles: ['no such!', '', 'dora', 'x'.repeat(1000), 'ADA', '__proto__'] },
    {
      reason: 'OK',
      check: ({ userIds }: { userIds: Record<string, string> }) => Object.keys(userIds).join() === 'ada',
    },
  );
  service(users.checkSession, 'no session', { sessionId: '' }, field('session_id'));
  service(
    users.checkSession,
    'an unknown session',
    { sessionId: 'nope' },
    {
      reason: 'OK',
      check: ({ open }: { open: boolean }) => !open,
    },
  );
  for (const role of [0, 4, -1, 2 ** 31 - 1]) {
    service(users.setRole, `the role ${role}`, { handle: 'zoe', role: role as Role }, field('role'));
  }
  service(users.setRole, 'no handle', { handle: '', role: 2 }, field('handle'));
  service(users.setRole, 'a handle of 65 characters', { handle: 'h'.repeat(65), role: 2 }, field('handle'));
  for (const handle of ['nobody_there', 'no such!', 'dora']) {
    service(
      users.setRole,
      `the handle ${handle} of nobody`,
      { handle, role: 2 },
      { reason: 'USER_NOT_FOUND', field: 'handle' },
    );
  }

  const graph = GraphMeshService.method;
  const userId = cast.ada.userId;
  service(
    graph.getViewerGraph,
    'nobody',
    { userId: 'nope' },
    {
      reason: 'OK',
      check: ({ followingIds }: { followingIds: string[] }) => followingIds.length === 0,
    },
  );
  service(
    graph.getViewerGraph,
    'a version from the future',
    { userId, knownVersion: 9_223_372_036_854_775_807n },
    {
      reason: 'OK',
      check: ({ unchanged, followingIds }: { unchanged: boolean; followingIds: string[] }) =>
        !unchanged && followingIds.length === 4,
    },
  );
  service(graph.getViewerGraph, 'a version below 0', { userId, knownVersion: -1n }, { reason: 'OK' });
  for (const limit of [0, -1, 5001, 2 ** 31 - 1]) {
    service(graph.listFollowerIds, `the limit ${limit}`, { userId, limit }, field('limit'));
  }
  service(graph.batchGetFollowerCounts, '1,001 ids', { userIds: many(1001) }, field('user_ids'));
  service(graph.batchCheckBlocks, '1,001 ids', { viewerId: userId, userIds: many(1001) }, field('user_ids'));

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
    'a window of nothing, upside down',
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
  const unchanged = { reason: 'OK' } as const;
  for (const entryId of ['nope', '1000000000000000000', '🙂']) {
    service(posts.restampEntry, `the entry ${entryId} of nothing`, { actorId: userId, entryId }, unchanged);
  }
  service(posts.restampEntry, "another's entry", { actorId: userId, entryId: cast.posts.bob }, unchanged);
  for (const limit of [0, -1, 1001, 2 ** 31 - 1]) {
    service(posts.listPullAuthors, `the limit ${limit}`, { limit }, field('limit'));
  }
  service(
    TimelineMeshService.method.rebuildRing,
    'nobody',
    { userId: 'nope' },
    {
      reason: 'OK',
      check: ({ entryCount }: { entryCount: number }) => entryCount === 0,
    },
  );
  return rows;
}
