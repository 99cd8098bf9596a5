import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import type { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import type { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { callerOf } from '../../../platform/auth/caller.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { UseCases } from '../app/use-cases.ts';

/** What handlers use: the use cases, and what encodes and decodes requests and answers. */
export interface RpcContext {
  readonly app: UseCases;
  readonly claims: ClaimStore;
  readonly pageTokens: PageTokens;
}

export type PostHandlers = ServiceImpl<typeof PostService>;
export type PostMeshHandlers = ServiceImpl<typeof PostMeshService>;

/** The viewer: the signed-in caller, or undefined. */
export function viewerOf(context: HandlerContext): string | undefined {
  return callerOf(context).userId;
}
