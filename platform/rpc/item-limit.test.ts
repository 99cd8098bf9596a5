import t from 'tap';
import { BatchGetCardsRequestSchema } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { maxItems, slicesFor } from './item-limit.ts';

t.test('a list is split into slices that a request may have', async (t) => {
  const most = maxItems(BatchGetCardsRequestSchema, 'userIds');
  t.equal(most, 1_000);
  const slices = slicesFor<number>(BatchGetCardsRequestSchema, 'userIds');
  const list = Array.from({ length: 2 * most + 1 }, (_, n) => n);
  t.strictSame(
    slices(list).map(({ length }) => length),
    [most, most, 1],
  );
  t.strictSame(slices(list).flat(), list);
  t.strictSame(slices(list.slice(0, most)).length, 1);
  t.strictSame(slices([]), []);
});

t.test('a field without a limit in the contract is a programming error', async (t) => {
  t.throws(() => maxItems(BatchGetCardsRequestSchema, 'userNames'), /has no limit for a list userNames/);
});
