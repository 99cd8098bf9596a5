import t from 'tap';
import { BatchGetCardsRequestSchema } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { maxItems, slicesFor } from './item-limit.ts';

t.test('a list is cut into the pieces that the contract lets a request have', async (t) => {
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

t.test('a field that the contract does not bound is a mistake of the program', async (t) => {
  t.throws(() => maxItems(BatchGetCardsRequestSchema, 'userNames'), /bounds no list userNames/);
});
