import t from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { admitFollow, refuseSelf } from './relation.ts';

t.test('people can’t follow, block or mute themselves', async (t) => {
  t.throws(() => refuseSelf('7', '7'), domainErrorLike('SELF_TARGET', { field: 'user_id' }));
  t.doesNotThrow(() => refuseSelf('7', '8'));
});

t.test('a follow is refused above the limit and with a block in either direction', async (t) => {
  t.doesNotThrow(() => admitFollow({ blocked: false, followingCount: 2, maxFollowing: 3 }));
  t.throws(
    () => admitFollow({ blocked: false, followingCount: 3, maxFollowing: 3 }),
    domainErrorLike('FOLLOWING_LIMIT', { metadata: { limit: '3' } }),
  );
  t.throws(
    () => admitFollow({ blocked: true, followingCount: 3, maxFollowing: 3 }),
    domainErrorLike('BLOCKED'),
  );
});
