import type { ServiceImpl } from '@connectrpc/connect';
import type { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { UseCases } from '../app/use-cases.ts';

/** What handlers use: the use cases, and what encodes and decodes requests and answers. */
export interface RpcContext {
  readonly app: UseCases;
  readonly claims: ClaimStore;
  readonly ids: Ids;
  readonly pageTokens: PageTokens;
}

export type OpsHandlers = ServiceImpl<typeof OpsService>;
