import { create, toBinary } from '@bufbuild/protobuf';
import t from 'tap';
import { EventSchema, UserChanged_Kind } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { type EventRecord, totalLag } from '../../platform/events/port.ts';
import { until } from '../../platform/testing/until.ts';
import { servedGraph } from '../../test/harness/served-graph.ts';

function userChanged(userId: string, kind: UserChanged_Kind): EventRecord {
  const eventId = `${kind}-${userId}`;
  const payload = { case: 'userChanged', value: { userId, kind, version: 2n } } as const;
  const value = toBinary(EventSchema, create(EventSchema, { eventId, actorId: userId, payload }));
  return { topic: 'user', key: userId, value, eventId, timeMs: Date.UTC(2026, 0, 1) };
}

t.test('a purged account leaves no edge behind; a deactivated one keeps all', async (t) => {
  const graph = await servedGraph(t, { SKEIN_GRAPH_PURGE_BATCH: '2' });
  const [purged, kept, ...fans] = graph.people.add('purged', 'kept', 'a', 'b', 'c') as [
    string,
    string,
    ...string[],
  ];
  for (const fan of fans) {
    for (const userId of [purged, kept]) await graph.as(fan).followUser({ userId });
    await graph.as(purged).followUser({ userId: fan });
  }
  const kinds = UserChanged_Kind;
  await graph.bus.publish([
    userChanged(kept, kinds.CREATED),
    userChanged(kept, kinds.DEACTIVATED),
    userChanged(purged, kinds.PURGED),
    userChanged(purged, kinds.PURGED),
    userChanged(fans[0]!, kinds.PURGED),
  ]);
  const followers = async () =>
    (await graph.mesh.batchGetFollowerCounts({ userIds: [purged, kept, ...fans] })).followerCounts;
  await until('all of topic user', async () => totalLag(await graph.bus.lag('user', 'graph')).records === 0);
  t.same(await followers(), { [kept]: 2n });
  t.match(await graph.mesh.getViewerGraph({ userId: fans[1]! }), { version: 4n, followingIds: [kept] });
  t.match(await graph.mesh.getViewerGraph({ userId: purged }), { version: 1n, followingIds: [] });
  await until('the follows', () => graph.followEvents.length >= 9);
  t.equal(
    graph.followEvents.filter(({ actorId }) => actorId === purged).length,
    3,
    'the purge has its event on topic user only',
  );
});
