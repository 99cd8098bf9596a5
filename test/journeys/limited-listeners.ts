import type { Test } from 'tap';
import { frontOf } from './front.ts';
import { type RunningNetwork, runNetwork } from './network.ts';

export const limitedListenerKinds = ['the embedded network', 'the front of a cluster'] as const;

/** The listeners of a network with limits, or those of a front that has the limits in its place. */
export async function limitedListeners(
  t: Test,
  kind: (typeof limitedListenerKinds)[number],
  limits: Record<string, string>,
): Promise<{ network: RunningNetwork } & Pick<RunningNetwork, 'grpcAddress' | 'httpUrl'>> {
  const direct = kind === 'the embedded network';
  const network = await runNetwork(t.testdir(), {
    SKEIN_TRUSTED_PROXIES: '127.0.0.1',
    ...(direct ? limits : {}),
  });
  t.teardown(() => network.close());
  if (direct) return { ...network, network };
  const front = await frontOf(network, limits);
  t.teardown(() => front.close());
  return { ...front, network };
}
