import { createClient, type Transport } from '@connectrpc/connect';
import { UserMeshService } from '../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { publishedKeys, type VerificationKeys } from '../platform/auth/keys.ts';
import type { Clock } from '../platform/clock.ts';

/** The user service's public keys, as every process that checks tokens has them. */
export interface SigningKeys extends VerificationKeys {
  /** Fetches them anew. */
  fetch(): Promise<void>;
}

/** An unknown key id makes them be fetched, at most this often: forged tokens must not make work. */
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
  return {
    fetch,
    find(kid) {
      const key = keys?.find(kid);
      if (key === undefined && clock.monotonicMs() - fetchedAtMs >= refetchEveryMs) fetch().catch(onError);
      return key;
    },
    jwks: () => keys?.jwks() ?? { keys: [] },
  };
}
