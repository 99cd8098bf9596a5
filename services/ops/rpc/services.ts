import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';
import type { RpcContext } from './context.ts';
import { deadLetters } from './dead-letters.ts';
import { getFigures } from './get-figures.ts';
import { listConsumerLags } from './list-consumer-lags.ts';
import { operations } from './operations.ts';
import { rebuildRing } from './rebuild-ring.ts';
import { setLogLevel } from './set-log-level.ts';

/** The router: every RPC of this service. */
export function opsServices(rpc: RpcContext): Hosted[] {
  return [
    hosted(OpsService, {
      ...getFigures(rpc),
      ...listConsumerLags(rpc),
      ...deadLetters(rpc),
      ...operations(rpc),
      ...rebuildRing(rpc),
      ...setLogLevel(rpc),
    }),
  ];
}
