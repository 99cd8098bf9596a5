import { claimSweep } from '../../platform/idempotency/sweep.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { schedule } from '../hosting/schedule.ts';
import { usersClient } from '../product/users.ts';
import type { OpsEngines } from './adapters/engines.ts';
import { logConsumers } from './adapters/log-consumers.ts';
import { timelineRings } from './adapters/timeline-rings.ts';
import { useCases } from './app/use-cases.ts';
import { opsServices } from './rpc/services.ts';

export function compose(host: Host, { claims, ...engines }: OpsEngines): Composed {
  const app = useCases({
    ...engines,
    consumers: logConsumers(host.bus),
    rings: timelineRings(host.transport('timeline')),
    users: usersClient(host.transport('user')),
  });
  return {
    hosted: opsServices({ app, claims, pageTokens: host.pageTokens }),
    async start() {
      schedule(host, { name: 'ops claims', ...claimSweep(claims) });
    },
  };
}
