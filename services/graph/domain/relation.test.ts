import t from 'tap';
import { refusal } from '../../../platform/testing/refusal.ts';
import { admitFollow, refuseSelf } from './relation.ts';

t.test('nobody can follow, block or mute himself', async (t) => {
  t.throws(() => refuseSelf('7', '7'), refusal('SELF_TARGET', { field: 'user_id' }));
  t.doesNotThrow(() => refuseSelf('7', '8'));
});

t.test('a follow needs room under the limit and no block in either direction', async (t) => {
  t.doesNotThrow(() => admitFollow({ blocked: false, followingCount: 2, maxFollowing: 3 }));
  t.throws(
    () => admitFollow({ blocked: false, followingCount: 3, maxFollowing: 3 }),
    refusal('FOLLOWING_LIMIT', { metadata: { limit: '3' } }),
  );
  t.throws(() => admitFollow({ blocked: true, followingCount: 3, maxFollowing: 3 }), refusal('BLOCKED'));
});
