import { timestampMs } from '@bufbuild/protobuf/wkt';
import { createClient, type Transport } from '@connectrpc/connect';
import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { Role as ProtoRole } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type CachedSessionGate, cachedSessionGate } from '../../../platform/auth/session-gate.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import { outsideCalls } from '../../../platform/rpc/call.ts';

export interface UserSessionsOptions {
  /** The way to the user service, which keeps sessions. */
  readonly userTransport: Transport;
  /** The longest that another process's sign-out, or another role, takes to be seen here. */
  readonly ttlMs: number;
  readonly clock: TimedClock;
}

/** Sessions and roles as the user service has them, for a process that checks tokens. */
export function userSessions({ userTransport, ttlMs, clock }: UserSessionsOptions): CachedSessionGate {
  const users = createClient(UserMeshService, userTransport);
  return cachedSessionGate(
    async ({ sessionId, generation }) => {
      // The process asks for itself: on behalf of the user, that call would have to ask the same again.
      const { open, role, lastSeenTime } = await outsideCalls(() =>
        users.checkSession({ sessionId, generation }),
      );
      if (!open) return undefined;
      // An unknown role, of a newer process, grants nothing.
      return {
        role: roles.nameOf(role) ?? 'user',
        ...(lastSeenTime && { lastSeenMs: timestampMs(lastSeenTime) }),
      };
    },
    { ttlMs, clock },
  );
}

const roles = enumNames(ProtoRole);
