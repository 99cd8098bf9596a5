import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import type { Role } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type BadRequest, type BadRequestsOf, badInto, type Cast, field } from '../../hosting/examples.ts';

const many = (count: number) => Array.from({ length: count }, (_, n) => `1${n}`);

/** UserMeshService: its limits, and its answers for unknown people. */
export function meshBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const service: BadRequestsOf = (method, wrong, request, expected) =>
    badInto(rows, cast.asService(method))(method, wrong, request, expected);
  const users = UserMeshService.method;
  service(users.batchGetCards, '1,001 ids', { userIds: many(1001) }, field('user_ids'));
  service(
    users.batchGetCards,
    'unknown and empty ids',
    { userIds: ['nope', '', cast.ada.userId, cast.ada.userId] },
    {
      reason: 'OK',
      check: ({ cards }: { cards: unknown[] }) => cards.length === 2,
    },
  );
  service(users.resolveHandles, '101 handles', { handles: many(101) }, field('handles'));
  service(
    users.resolveHandles,
    'unknown handles',
    { handles: ['no such!', '', 'dora', 'x'.repeat(1000), 'ADA', '__proto__'] },
    {
      reason: 'OK',
      check: ({ userIds }: { userIds: Record<string, string> }) => Object.keys(userIds).join() === 'ada',
    },
  );
  for (const limit of [0, -1, 1001])
    service(users.scanUsers, `the limit ${limit}`, { limit }, field('limit'));
  service(users.checkSession, 'no session', { sessionId: '' }, field('session_id'));
  const others = (...ids: string[]) => ({
    sessionId: 'nope',
    others: ids.map((sessionId) => ({ sessionId })),
  });
  service(users.checkSession, 'no session among others', others('nope', ''), field('others[1].session_id'));
  service(users.checkSession, '101 sessions', others(...Array<string>(100).fill('nope')), field('others'));
  service(
    users.checkSession,
    'an unknown session',
    { sessionId: 'nope' },
    {
      reason: 'OK',
      check: ({ open }: { open: boolean }) => !open,
    },
  );
  for (const role of [0, 4, -1, 2 ** 31 - 1]) {
    service(users.setRole, `the role ${role}`, { handle: 'zoe', role: role as Role }, field('role'));
  }
  service(users.setRole, 'no handle', { handle: '', role: 2 }, field('handle'));
  service(users.setRole, 'a handle of 65 characters', { handle: 'h'.repeat(65), role: 2 }, field('handle'));
  for (const handle of ['nobody_there', 'no such!', 'dora']) {
    service(
      users.setRole,
      `the handle ${handle} of nobody`,
      { handle, role: 2 },
      { reason: 'USER_NOT_FOUND', field: 'handle' },
    );
  }

  return rows;
}
