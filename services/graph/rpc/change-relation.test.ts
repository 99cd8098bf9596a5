import { Code } from '@connectrpc/connect';
import t from 'tap';
import { RelationChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { fail } from '../../../platform/errors.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import { settle, until } from '../../../platform/testing/until.ts';
import { type GraphClient, type ServedGraph, servedGraph } from '../../../test/harness/served-graph.ts';

const stranger = { following: false, followedBy: false, blocking: false, blockedBy: false, muting: false };
const changes = [
  ['followUser', 'FOLLOWED', { following: true }],
  ['unfollowUser', 'UNFOLLOWED', {}],
  ['muteUser', 'MUTED', { muting: true }],
  ['unmuteUser', 'UNMUTED', {}],
  ['blockUser', 'BLOCKED', { blocking: true }],
  ['unblockUser', 'UNBLOCKED', {}],
] as const;
const rpcs = changes.map(([rpc]) => rpc);

type Rpc = (typeof rpcs)[number];
const call = (client: GraphClient, rpc: Rpc, userId: string, requestId = '') =>
  client[rpc]({ userId, requestId }).then(({ relationship }) => relationship);

const versions = (graph: ServedGraph, ids: string[]) =>
  Promise.all(ids.map(async (userId) => Number((await graph.mesh.getViewerGraph({ userId })).version)));

/** Waits until there are that many events, and a little longer for one too many. */
async function published(graph: ServedGraph, count: number) {
  await until(`${count} events`, () => graph.followEvents.length >= count);
  await settle(50);
  return graph.followEvents.map(({ actorId, payload }) => {
    if (payload.case !== 'relationChanged') throw new Error(`an event of kind ${payload.case}`);
    return { actorId, targetId: payload.value.targetId, kind: payload.value.kind };
  });
}

t.test('each change answers the relationship after it; a repeat changes nothing', async (t) => {
  const graph = await servedGraph(t);
  const [ann, bob] = graph.people.add('ann', 'bob') as [string, string];
  await graph.as(bob).followUser({ userId: ann });
  const before = graph.followEvents.length + 1;
  for (const [rpc, , now] of changes) {
    const expected = { userId: bob, ...stranger, followedBy: true, ...now };
    // A block removes the follow, and unblocking does not restore it.
    if (rpc.endsWith('blockUser')) expected.followedBy = false;
    t.match(await call(graph.as(ann), rpc, bob), expected, rpc);
    t.match(await call(graph.as(ann), rpc, bob), expected, `${rpc} again`);
  }
  t.same(
    (await published(graph, before + changes.length)).slice(before),
    changes.map(([, kind]) => ({ actorId: ann, targetId: bob, kind: RelationChanged_Kind[kind] })),
  );
  t.ok(graph.followEvents.every(({ requestId, eventTime }) => requestId !== '' && eventTime !== undefined));
  t.equal(new Set(graph.followEvents.map(({ eventId }) => eventId)).size, graph.followEvents.length);
});

t.test('a block removes the follows of both directions and changes the view of both people', async (t) => {
  const graph = await servedGraph(t);
  const [ann, bob] = graph.people.add('ann', 'bob') as [string, string];
  await graph.as(ann).followUser({ userId: bob });
  await graph.as(bob).followUser({ userId: ann });
  t.same(await versions(graph, [ann, bob]), [2, 2]);
  await graph.as(ann).blockUser({ userId: bob });
  t.same(await versions(graph, [ann, bob]), [3, 3]);
  for (const id of [ann, bob]) {
    t.match(await graph.as().getCounts({ userId: id }), {
      counts: { followerCount: 0n, followingCount: 0n },
    });
    t.match(await graph.mesh.getViewerGraph({ userId: id }), {
      followingIds: [],
      blockedIds: [id === ann ? bob : ann],
    });
  }
  await expectRefused(t, graph.as(ann).followUser({ userId: bob }), 'BLOCKED');
  await expectRefused(t, graph.as(bob).followUser({ userId: ann }), 'BLOCKED');
  t.same(await versions(graph, [ann, bob]), [3, 3]);
  await graph.as(ann).unblockUser({ userId: bob });
  t.match(await call(graph.as(bob), 'followUser', ann), { ...stranger, following: true });
});

t.test('nobody can follow, block or mute themselves, unknown or deactivated people', async (t) => {
  const graph = await servedGraph(t);
  const [ann, bob, inactive] = graph.people.add('ann', 'bob', 'inactive') as [string, string, string];
  graph.people.setActive(inactive, false);
  for (const rpc of rpcs) {
    await expectRefused(t, call(graph.as(ann), rpc, ann), 'SELF_TARGET', { field: 'user_id' });
    await expectRefused(t, call(graph.as(ann), rpc, '9'), 'USER_NOT_FOUND', { field: 'user_id' });
    await expectRefused(t, call(graph.as(ann), rpc, inactive), 'USER_NOT_FOUND');
    await expectRefused(t, call(graph.as(inactive), rpc, bob), 'ACCOUNT_DEACTIVATED');
    await expectRefused(t, call(graph.as(), rpc, bob), 'TOKEN_MISSING');
    await expectRefused(t, call(graph.as(ann), rpc, ''), 'FIELD_INVALID', { field: 'user_id' });
    await expectRefused(t, call(graph.as(ann), rpc, bob, 'x'.repeat(65)), 'FIELD_INVALID', {
      field: 'request_id',
    });
  }
  t.same(await versions(graph, [ann, bob, inactive]), [1, 1, 1]);
});

t.test('while the user service is down changes fail with its error and change nothing', async (t) => {
  const down = () => Promise.reject(fail(Code.Unavailable, 'DEPENDENCY_UNAVAILABLE', 'down'));
  const graph = await servedGraph(t, {}, { users: { cards: down } });
  const [ann, bob] = graph.people.add('ann', 'bob') as [string, string];
  for (const rpc of rpcs)
    await expectRefused(t, call(graph.as(ann), rpc, bob, 'r1'), 'DEPENDENCY_UNAVAILABLE');
  await expectRefused(t, graph.as(ann).listFollowers({ userId: bob }), 'DEPENDENCY_UNAVAILABLE');
  t.match(await graph.as(ann).batchGetRelationships({ userIds: [bob] }), { relationships: [stranger] });
  t.same(await versions(graph, [ann, bob]), [1, 1]);
});

t.test('a request_id is done once, and a repeat has the same answer', async (t) => {
  const graph = await servedGraph(t);
  const [ann, bob, cid] = graph.people.add('ann', 'bob', 'cid') as [string, string, string];
  const first = await call(graph.as(ann), 'followUser', bob, 'r1');
  await call(graph.as(ann), 'unfollowUser', bob, 'r2');
  t.same(await call(graph.as(ann), 'followUser', bob, 'r1'), first);
  t.match(await graph.as(ann).getCounts({ userId: ann }), { counts: { followingCount: 0n } }, 'not repeated');
  await expectRefused(t, call(graph.as(ann), 'followUser', cid, 'r1'), 'REQUEST_ID_REUSED');
  t.match(await call(graph.as(cid), 'followUser', bob, 'r1'), { following: true }, "another caller's r1");
  t.match(await call(graph.as(ann), 'muteUser', bob, 'r1'), { muting: true }, "another RPC's r1");
  const twice = await Promise.all([1, 2, 3].map(() => call(graph.as(ann), 'followUser', cid, 'r3')));
  t.ok(twice.every((relationship) => relationship?.following));
  t.equal((await published(graph, 5)).length, 5);
});

t.test('a retry undoes nothing when the first attempt ended before its answer was stored', async (t) => {
  let dies = true;
  const aroundClaims = (claims: ClaimStore): ClaimStore => ({
    ...claims,
    finish: (scope, response) => (dies ? Promise.reject(new Error('died')) : claims.finish(scope, response)),
  });
  const graph = await servedGraph(t, {}, { aroundClaims });
  const [ann, bob] = graph.people.add('ann', 'bob') as [string, string];
  await expectRefused(t, call(graph.as(ann), 'followUser', bob, 'r1'), 'INTERNAL');
  dies = false;
  t.match(await call(graph.as(ann), 'unfollowUser', bob, 'r2'), { following: false });
  t.match(
    await call(graph.as(ann), 'followUser', bob, 'r1'),
    { following: false },
    'followed once, unfollowed since',
  );
  t.match(await call(graph.as(ann), 'followUser', bob, 'r3'), { following: true });
  t.equal((await published(graph, 3)).length, 3);
});

t.test('a refused request_id may be used again when the reason no longer applies', async (t) => {
  const graph = await servedGraph(t);
  const [ann, bob] = graph.people.add('ann', 'bob') as [string, string];
  await graph.as(bob).blockUser({ userId: ann });
  await expectRefused(t, call(graph.as(ann), 'followUser', bob, 'r1'), 'BLOCKED');
  await graph.as(bob).unblockUser({ userId: ann });
  t.match(await call(graph.as(ann), 'followUser', bob, 'r1'), { following: true });
});

t.test('nobody follows more than the limit, even with many concurrent follows', async (t) => {
  const graph = await servedGraph(t, { SKEIN_MAX_FOLLOWING: '5' });
  const [ann, ...others] = graph.people.add('ann', ...Array.from({ length: 20 }, (_, i) => `u${i}`)) as [
    string,
  ];
  const results = await Promise.allSettled(others.map((userId) => graph.as(ann).followUser({ userId })));
  t.equal(results.filter(({ status }) => status === 'fulfilled').length, 5);
  t.match(await graph.as().getCounts({ userId: ann }), { counts: { followingCount: 5n } });
  t.equal((await graph.mesh.getViewerGraph({ userId: ann })).followingIds.length, 5);
  const refusedIndex = results.findIndex(({ status }) => status === 'rejected');
  const late = () => graph.as(ann).followUser({ userId: others[refusedIndex]! });
  await expectRefused(t, late(), 'FOLLOWING_LIMIT', { metadata: { limit: '5' } });
  await graph.as(ann).unfollowUser({ userId: others[results.findIndex((r) => r.status === 'fulfilled')]! });
  t.match(await late(), { relationship: { following: true } });
});
