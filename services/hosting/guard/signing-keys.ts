import { createClient, type Transport } from '@connectrpc/connect';
import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { publishedKeys, type VerificationKeys } from '../../../platform/auth/keys.ts';
import type { Clock } from '../../../platform/clock.ts';

/** The user service's public keys, cached by every process that checks tokens. */
export interface SigningKeys extends VerificationKeys {
  /** Fetches the keys again. */
  fetch(): Promise<void>;
  /** All keys as of a few seconds ago, for others who verify tokens. */
  published(): Promise<ReturnType<VerificationKeys['jwks']>>;
}

/**
 * The shortest time between two fetches. An unknown key id and a request for all keys cause a fetch; this bounds their cost.
 */
export const refetchEveryMs = 5_000;

export function signingKeys(
  userTransport: Transport,
  clock: Clock,
  onError: (error: unknown) => void,
): SigningKeys {
  const client = createClient(UserMeshService, userTransport);
  let keys: VerificationKeys | undefined;
  let fetchedAtMs = Number.NEGATIVE_INFINITY;

  let fetching: Promise<void> | undefined;

  const fetch = async () => {
    fetchedAtMs = clock.monotonicMs();
    const { jwksJson } = await client.getSigningKeys({});
    keys = publishedKeys(JSON.parse(jwksJson));
  };
  const isOld = () => clock.monotonicMs() - fetchedAtMs >= refetchEveryMs;
  const jwks = () => keys?.jwks() ?? { keys: [] };
  return {
    fetch,
    find: (kid) => keys?.find(kid),
    async refresh() {
      if (isOld()) {
        fetching = fetch()
          .catch(onError)
          .finally(() => {
            fetching = undefined;
          });
      }
      await fetching;
    },
    jwks,
    async published() {
      if (isOld()) await fetch();
      return jwks();
    },
  };
}
