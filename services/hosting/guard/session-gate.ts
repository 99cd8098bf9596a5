import { timestampMs } from '@bufbuild/protobuf/wkt';
import { createClient, type Transport } from '@connectrpc/connect';
import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { Role as ProtoRole } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type CachedSessionGate, cachedSessionGate } from '../../../platform/auth/session-gate.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import { outsideCalls } from '../../../platform/rpc/call.ts';

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
  return cachedSessionGate(
    async ({ sessionId, generation }) => {
      // The call runs as the process itself. On behalf of the user it would need the same session check again.
      const { open, role, lastSeenTime } = await outsideCalls(() =>
        users.checkSession({ sessionId, generation }),
      );
      if (!open) return undefined;
      // A role that only newer code knows grants nothing.
      return {
        role: roles.nameOf(role) ?? 'user',
        ...(lastSeenTime && { lastSeenMs: timestampMs(lastSeenTime) }),
      };
    },
    { ttlMs, clock },
  );
}

const roles = enumNames(ProtoRole);
