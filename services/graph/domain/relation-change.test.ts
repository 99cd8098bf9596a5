import fc from 'fast-check';
import t from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { blocked, type Edges, followed, muted, unblocked, unfollowed, unmuted } from './relation-change.ts';

const none: Edges = { follows: false, blocks: false, mutes: false };
const room = () => ({ followingCount: 0, maxFollowing: 1 });

t.test('a block removes the follows of both directions, and changes both people’s graphs', async (t) => {
  const both = { actor: { ...none, follows: true }, target: { ...none, follows: true, mutes: true } };
  t.strictSame(blocked(both), {
    actor: { ...none, blocks: true },
    target: { ...none, mutes: true },
    targetSees: true,
  });
});

t.test('unblocking does not restore follows, and keeps the block of the other direction', async (t) => {
  t.strictSame(unblocked({ actor: { ...none, blocks: true }, target: { ...none, blocks: true } }), {
    actor: none,
    target: { ...none, blocks: true },
    targetSees: true,
  });
});

t.test('nobody follows across a block in either direction, nor more accounts than allowed', async (t) => {
  const block = { ...none, blocks: true };
  for (const pair of [
    { actor: block, target: none },
    { actor: none, target: block },
  ]) {
    t.throws(() => followed(pair, room), domainErrorLike('BLOCKED'));
  }
  const full = () => ({ followingCount: 1, maxFollowing: 1 });
  t.throws(() => followed({ actor: none, target: none }, full), domainErrorLike('FOLLOWING_LIMIT'));
  t.equal(
    followed({ actor: { ...none, follows: true }, target: none }, full),
    undefined,
    'an existing follow stays',
  );
});

t.test('a repeated change changes nothing', async () => {
  const edges = fc.record({ follows: fc.boolean(), blocks: fc.boolean(), mutes: fc.boolean() });
  fc.assert(
    fc.property(edges, edges, (actor, target) =>
      [blocked, unblocked, muted, unmuted, unfollowed].every((rule) => {
        const after = rule({ actor, target });
        return after === undefined || rule(after) === undefined;
      }),
    ),
  );
});
