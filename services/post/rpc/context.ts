import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import type { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import type { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { callerOf } from '../../../platform/auth/caller.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { ProcessIds } from '../../../platform/ids.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { Underway } from '../domain/underway.ts';
import type { Hydration } from '../hydration/hydrate.ts';
import type { PostStore, Relations, UserDirectory } from '../ports.ts';
import type { TextLimits } from '../text/post-text.ts';

/** What the handlers work with; compose.ts makes it. */
export interface PostContext {
  readonly store: PostStore;
  readonly hydration: Hydration;
  readonly users: UserDirectory;
  readonly relations: Relations;
  readonly claims: ClaimStore;
  readonly ids: ProcessIds;
  /** How far clocks of machines may differ, in milliseconds. */
  readonly clockSkewMs: number;
  readonly pageTokens: PageTokens;
  readonly textLimits: TextLimits;
  /** Entries of authors with more followers are stamped to be merged at read. */
  readonly famousFollowers: number;
  /** Writes that make entries. */
  readonly underway: Underway;
  /** When the oldest entry was made whose announcement waits; milliseconds since 1970. */
  readonly oldestWaitingMs: () => Promise<number | undefined>;
}

export type PostHandlers = ServiceImpl<typeof PostService>;
export type PostMeshHandlers = ServiceImpl<typeof PostMeshService>;

/** Who looks: the signed-in caller, or nobody. */
export function viewerOf(context: HandlerContext): { viewerId: string | undefined } {
  return { viewerId: callerOf(context).userId };
}
