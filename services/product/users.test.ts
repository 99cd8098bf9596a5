import type { ServiceImpl } from '@connectrpc/connect';
import t from 'tap';
import {
  AccountStatus,
  BatchGetCardsRequestSchema,
  ResolveHandlesRequestSchema,
  UserMeshService,
} from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { hosted } from '../../platform/rpc/host.ts';
import { inProcessTransport } from '../../platform/rpc/in-process.ts';
import { guarded } from '../../platform/rpc/intercept.ts';
import { validate } from '../../platform/rpc/interceptors/validate.ts';
import { maxItems } from '../../platform/rpc/item-limit.ts';
import { usersClient } from './users.ts';

const idsFor = (count: number) => Array.from({ length: count }, (_, n) => String(10n ** 18n + BigInt(n)));

/** A user service that refuses requests outside the contract. */
function client(impl: Partial<ServiceImpl<typeof UserMeshService>>) {
  return usersClient(inProcessTransport(guarded([hosted(UserMeshService, impl)], [validate()])));
}

const [ada, bob] = idsFor(2) as [string, string];
const users = client({
  batchGetCards: ({ userIds }) => ({
    cards: userIds.flatMap((userId) => {
      const status = userId === bob ? AccountStatus.DEACTIVATED : AccountStatus.ACTIVE;
      return userId === 'unknown' ? [] : [{ userId, status, user: Buffer.from(userId) }];
    }),
  }),
  resolveHandles: ({ handles }) => ({
    userIds: Object.fromEntries(handles.map((handle) => [handle, `id of ${handle}`])),
  }),
});

t.test('more ids or handles than one request takes are all looked up', async (t) => {
  const ids = idsFor(2 * maxItems(BatchGetCardsRequestSchema, 'userIds') + 1);
  t.strictSame([...(await users.cards(ids)).keys()], ids);
  t.equal((await users.activeUsers(ids)).size, ids.length - 1);
  const most = maxItems(ResolveHandlesRequestSchema, 'handles');
  const handles = Array.from({ length: most + 1 }, (_, n) => `h${n}`);
  t.equal((await users.resolveHandles(handles)).size, handles.length);
});

t.test('ids may repeat; a deactivated account has a card but is not active', async (t) => {
  t.strictSame(
    [...(await users.cards([ada, bob, ada]))].map(([id, { active }]) => [id, active]),
    [
      [ada, true],
      [bob, false],
    ],
  );
  t.strictSame([...(await users.activeUsers([ada, bob])).keys()], [ada]);
  t.equal((await users.cards([])).size, 0);
});

t.test('handles are looked up in lower case, each once', async (t) => {
  t.strictSame(
    [...(await users.resolveHandles(['Ada', 'ada', 'BOB']))],
    [
      ['ada', 'id of ada'],
      ['bob', 'id of bob'],
    ],
  );
});
