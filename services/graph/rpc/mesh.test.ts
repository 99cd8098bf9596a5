import t from 'tap';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import { servedGraph } from '../../../test/harness/served-graph.ts';

t.test('a viewer’s graph is sent whole, or as unchanged to a caller with its version', async (t) => {
  const graph = await servedGraph(t);
  const [ann, bob, cid, dan, eve] = graph.people.add('ann', 'bob', 'cid', 'dan', 'eve') as string[];
  t.match(await graph.mesh.getViewerGraph({ userId: ann! }), {
    version: 1n,
    unchanged: false,
    followingIds: [],
  });
  await graph.as(ann).followUser({ userId: cid! });
  await graph.as(ann).followUser({ userId: bob! });
  await graph.as(ann).muteUser({ userId: bob! });
  await graph.as(ann).blockUser({ userId: dan! });
  await graph.as(eve).blockUser({ userId: ann! });
  const lists = { followingIds: [bob, cid], mutedIds: [bob], blockedIds: [dan, eve] };
  t.match(await graph.mesh.getViewerGraph({ userId: ann! }), { version: 6n, unchanged: false, ...lists });
  t.match(await graph.mesh.getViewerGraph({ userId: ann!, knownVersion: 5n }), { version: 6n, ...lists });
  t.match(await graph.mesh.getViewerGraph({ userId: ann!, knownVersion: 6n }), {
    version: 6n,
    unchanged: true,
    followingIds: [],
    mutedIds: [],
    blockedIds: [],
  });
});

t.test('follower ids are in id order and include deactivated people', async (t) => {
  const graph = await servedGraph(t);
  const [star, ...fans] = graph.people.add('star', 'a', 'b', 'c') as [string, ...string[]];
  for (const fan of fans.toReversed()) await graph.as(fan).followUser({ userId: star });
  graph.people.setActive(fans[0]!, false);
  const ask = (afterId: string, limit: number) =>
    graph.mesh.listFollowerIds({ userId: star, afterId, limit });
  t.match(await ask('', 2), { followerIds: fans.slice(0, 2) });
  t.match(await ask(fans[1]!, 2), { followerIds: fans.slice(2) });
  for (const limit of [0, 5001]) await expectRefused(t, ask('', limit), 'FIELD_INVALID', { field: 'limit' });
});

t.test('follower counts and blocks of many people are read in one call', async (t) => {
  const graph = await servedGraph(t);
  const [ann, bob, cid] = graph.people.add('ann', 'bob', 'cid') as [string, string, string];
  await graph.as(ann).followUser({ userId: bob });
  await graph.as(cid).followUser({ userId: bob });
  await graph.as(cid).blockUser({ userId: ann });
  const graphs = await Promise.all([ann, bob, '9'].map((userId) => graph.mesh.getViewerGraph({ userId })));
  t.same(
    (await graph.mesh.batchGetViewerGraphVersions({ userIds: [ann, bob, '9'] })).versions,
    graphs.map(({ version }) => version),
  );
  const { followerCounts } = await graph.mesh.batchGetFollowerCounts({ userIds: [ann, bob, '9'] });
  t.same(followerCounts, { [bob]: 2n });
  const ids = [ann, bob, cid, '9'];
  t.match(await graph.mesh.batchCheckBlocks({ viewerId: ann, userIds: ids }), { blockedIds: [cid] });
  t.match(await graph.mesh.batchCheckBlocks({ viewerId: bob, userIds: ids }), { blockedIds: [] });
  await graph.as(ann).muteUser({ userId: cid });
  await graph.as(ann).muteUser({ userId: bob });
  const request = { viewerId: ann, userIds: [...ids, ...ids], withMutes: true };
  t.match(await graph.mesh.batchCheckBlocks(request), { blockedIds: [cid], mutedIds: [bob, cid] });
  t.same((await graph.mesh.batchCheckBlocks({ ...request, withMutes: false })).mutedIds, []);
  const many = Array.from({ length: 1001 }, (_, i) => String(i));
  await expectRefused(t, graph.mesh.batchGetFollowerCounts({ userIds: many }), 'FIELD_INVALID');
  await expectRefused(t, graph.mesh.batchGetViewerGraphVersions({ userIds: many }), 'FIELD_INVALID');
  await expectRefused(t, graph.mesh.batchCheckBlocks({ viewerId: ann, userIds: many }), 'FIELD_INVALID');
});

t.test('mesh RPCs answer only services', async (t) => {
  const graph = await servedGraph(t);
  const [ann] = graph.people.add('ann') as [string, ...string[]];
  const client = graph.meshAs(ann);
  await expectRefused(t, client.getViewerGraph({ userId: ann }), 'SERVICE_REQUIRED');
  await expectRefused(t, client.listFollowerIds({ userId: ann, limit: 1 }), 'SERVICE_REQUIRED');
  await expectRefused(t, client.batchGetFollowerCounts({ userIds: [ann] }), 'SERVICE_REQUIRED');
  await expectRefused(t, client.batchCheckBlocks({ viewerId: ann, userIds: [] }), 'SERVICE_REQUIRED');
});
