import { OpsService } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { claimSweep } from '../../platform/idempotency/sweep.ts';
import { hosted } from '../../platform/rpc/host.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { schedule } from '../hosting/schedule.ts';
import { usersClient } from '../product/users.ts';
import type { OpsEngines } from './adapters/engines.ts';
import { logConsumers } from './adapters/log-consumers.ts';
import { timelineRings } from './adapters/timeline-rings.ts';
import type { OpsContext } from './rpc/context.ts';
import { deadLetters } from './rpc/dead-letters.ts';
import { getFigures } from './rpc/get-figures.ts';
import { listConsumerLags } from './rpc/list-consumer-lags.ts';
import { rebuildRing } from './rpc/rebuild-ring.ts';
import { setLogLevel } from './rpc/set-log-level.ts';

/** Long works (StartReindex, VerifyCounts and the like) have no handler yet: they answer UNIMPLEMENTED. */
export function compose(host: Host, { claims, ...engines }: OpsEngines): Composed {
  const { bus, clock } = host;
  const ops: OpsContext = {
    ...engines,
    consumers: logConsumers(bus),
    rings: timelineRings(host.transport('timeline')),
    users: usersClient(host.transport('user')),
    claims,
    clock,
    pageTokens: host.pageTokens,
  };
  return {
    hosted: [
      hosted(OpsService, {
        ...getFigures(ops),
        ...listConsumerLags(ops),
        ...deadLetters(ops),
        ...rebuildRing(ops),
        ...setLogLevel(ops),
      }),
    ],
    async start() {
      schedule(host, { name: 'ops claims', ...claimSweep(claims) });
    },
  };
}
