import { Code } from '@connectrpc/connect';
import t from 'tap';
import { fail } from '../../../../platform/errors.ts';
import { createEntities } from './entities.ts';
import { createMutations, type MutationOptions } from './mutations.ts';

/** @param failures what the first calls fail with */
function network(...failures: unknown[]) {
  const sent: string[] = [];
  const done: string[] = [];
  let id = 0;
  const call =
    (name: string) =>
    async ({ postId, requestId }: { postId?: string; requestId?: string }) => {
      sent.push(`${name} ${postId} ${requestId}`);
      if (failures.length > 0) throw failures.shift();
      return {};
    };
  const mutations = createMutations({
    entities: createEntities(),
    notifications: { muteThread: call('mute'), unmuteThread: call('unmute') },
    newRequestId: () => {
      id += 1;
      return `request-${id}`;
    },
    threadMuteChanged: () => done.push('list again'),
    lost: () => done.push('lost'),
  } as unknown as MutationOptions);
  return { mutations, sent, done };
}

t.test('after a mute and after an unmute the notifications are listed again', async (t) => {
  const { mutations, sent, done } = network();
  await mutations.muteThread('7', true);
  await mutations.muteThread('7', false);
  t.strictSame(sent, ['mute 7 request-1', 'unmute 7 request-2']);
  t.strictSame(done, ['list again', 'list again']);
});

t.test('a mute whose answer was lost is sent once more, as the same request', async (t) => {
  const { mutations, sent, done } = network(new TypeError('Failed to fetch'));
  await mutations.muteThread('7', true);
  t.strictSame(sent, ['mute 7 request-1', 'mute 7 request-1']);
  t.strictSame(done, ['list again']);
});

t.test('a refused mute changes nothing', async (t) => {
  const { mutations, done } = network(fail(Code.NotFound, 'POST_NOT_FOUND', 'refused'));
  await t.rejects(mutations.muteThread('7', true), { message: /refused/ });
  t.strictSame(done, []);
});
