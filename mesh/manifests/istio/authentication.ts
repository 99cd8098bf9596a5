import { hostOf, httpPort, rootNamespace } from '../names.ts';
import { kind } from '../object.ts';
import type { Workload } from '../workloads.ts';

/** How long sidecars cache the keys of users' tokens, in milliseconds. Istio fixes it (policy_applier.go). */
export const sidecarKeysMs = 5 * 60_000;

/**
 * Peers prove their identity with mTLS everywhere. Services also check the signature of a user's token before a call reaches
 * them. The front has no such rule: it refuses a bad token itself, with the reason that clients act on.
 */
export function authentication(workloads: readonly Workload[]) {
  const strict = kind('security.istio.io/v1', 'PeerAuthentication', rootNamespace);
  const tokens = kind('security.istio.io/v1', 'RequestAuthentication');
  const rules = [
    {
      issuer: 'skein',
      audiences: ['skein.api'],
      jwksUri: `http://${hostOf('user')}:${httpPort}/.well-known/jwks.json`,
      forwardOriginalToken: true,
    },
  ];
  return [
    strict('default', { mtls: { mode: 'STRICT' } }),
    ...workloads
      .filter(({ services }) => services.length > 0)
      .map(({ name }) => tokens(name, { selector: { matchLabels: { app: name } }, jwtRules: rules })),
  ];
}
