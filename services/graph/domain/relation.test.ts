import t from 'tap';
import type { DomainError } from '../../../platform/domain-error.ts';
import { admitFollow, refuseSelf } from './relation.ts';

function refusal(run: () => void): DomainError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error as DomainError;
  }
}

t.test('nobody can follow, block or mute himself', async (t) => {
  t.match(
    refusal(() => refuseSelf('7', '7')),
    { reason: 'SELF_TARGET', field: 'user_id' },
  );
  t.doesNotThrow(() => refuseSelf('7', '8'));
});

t.test('a follow needs room under the limit and no block in either direction', async (t) => {
  t.doesNotThrow(() => admitFollow({ blocked: false, followingCount: 2, maxFollowing: 3 }));
  t.match(
    refusal(() => admitFollow({ blocked: false, followingCount: 3, maxFollowing: 3 })),
    {
      reason: 'FOLLOWING_LIMIT',
      metadata: { limit: '3' },
    },
  );
  t.match(
    refusal(() => admitFollow({ blocked: true, followingCount: 3, maxFollowing: 3 })),
    { reason: 'BLOCKED' },
  );
});
