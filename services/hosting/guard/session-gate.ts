import { timestampMs } from '@bufbuild/protobuf/wkt';
import { createClient, type Transport } from '@connectrpc/connect';
import {
  type CheckSessionResponse,
  UserMeshService,
} from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { Role as ProtoRole } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type CachedSessionGate, cachedSessionGate } from '../../../platform/auth/session-gate.ts';
import type { SessionBearer, SessionState } from '../../../platform/auth/session-state.ts';
import { batched } from '../../../platform/batched.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import { enumNames } from '../../../platform/enum-names.ts';

export interface UserSessionsOptions {
  /** The transport to the user service, which stores sessions. */
  readonly userTransport: Transport;
  /** The longest time until a sign-out or role change in another process applies here, in milliseconds. */
  readonly ttlMs: number;
  readonly clock: TimedClock;
}

/** Sessions and roles from the user service, cached, for a process that checks tokens. */
export function userSessions({ userTransport, ttlMs, clock }: UserSessionsOptions): CachedSessionGate {
  const users = createClient(UserMeshService, userTransport);
  const checkSome = async ([first, ...others]: readonly SessionBearer[]) => {
    const { sessionId, generation } = first!;
    const answer = await users.checkSession({ sessionId, generation, others });
    return [answer, ...answer.others];
  };
  // The question runs as the process itself. On behalf of a user it would need the same session check again.
  const checkAll = async (bearers: readonly SessionBearer[]): Promise<Checked[]> => {
    const checked: Checked[] = [];
    while (checked.length < bearers.length) {
      const some = bearers.slice(checked.length, checked.length + mostAtOnce);
      try {
        checked.push(...(await checkSome(some)).map((answer) => () => stateOf(answer)));
      } catch (error) {
        // It may be about one of them only.
        if (some.length > 1) for (const each of some) checked.push(...(await checkAll([each])));
        else
          checked.push(() => {
            throw error;
          });
      }
    }
    return checked;
  };
  const check = batched({ later: setImmediate, ask: checkAll });
  return cachedSessionGate(async (bearer) => (await check(bearer))(), { ttlMs, clock });
}

/** Gives the state of one session, or throws why it is not known. */
type Checked = () => SessionState | undefined;

/** As the contract allows. */
const mostAtOnce = 100;

function stateOf({ open, role, lastSeenTime }: CheckSessionResponse): SessionState | undefined {
  if (!open) return undefined;
  // A role that only newer code knows grants nothing.
  return {
    role: roles.nameOf(role) ?? 'user',
    ...(lastSeenTime && { lastSeenMs: timestampMs(lastSeenTime) }),
  };
}

const roles = enumNames(ProtoRole);
