import { createClient, type Transport } from '@connectrpc/connect';
import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { publishedKeys, type VerificationKeys } from '../../../platform/auth/keys.ts';
import type { Clock } from '../../../platform/clock.ts';

/** The user service's public keys, as every process that checks tokens has them. */
export interface SigningKeys extends VerificationKeys {
  /** Fetches them anew. */
  fetch(): Promise<void>;
  /** All of them as of a few seconds ago, for others who verify tokens. */
  published(): Promise<ReturnType<VerificationKeys['jwks']>>;
}

/** An unknown key id makes them be fetched, and so does who asks for all, at most this often: that must not make work. */
const refetchEveryMs = 5_000;

export function signingKeys(
  userTransport: Transport,
  clock: Clock,
  onError: (error: unknown) => void,
): SigningKeys {
  const client = createClient(UserMeshService, userTransport);
  let keys: VerificationKeys | undefined;
  let fetchedAtMs = Number.NEGATIVE_INFINITY;

  const fetch = async () => {
    fetchedAtMs = clock.monotonicMs();
    const { jwksJson } = await client.getSigningKeys({});
    keys = publishedKeys(JSON.parse(jwksJson));
  };
  const isOld = () => clock.monotonicMs() - fetchedAtMs >= refetchEveryMs;
  const jwks = () => keys?.jwks() ?? { keys: [] };
  return {
    fetch,
    find(kid) {
      const key = keys?.find(kid);
      if (key === undefined && isOld()) fetch().catch(onError);
      return key;
    },
    jwks,
    async published() {
      if (isOld()) await fetch();
      return jwks();
    },
  };
}
