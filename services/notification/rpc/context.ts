import type { ServiceImpl } from '@connectrpc/connect';
import type { NotificationService } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import type { StreamOptions } from '../../../platform/streams/serve-stream.ts';
import type { UseCases } from '../app/use-cases.ts';

/** What handlers use: the use cases, and what encodes and decodes requests and answers. */
export interface RpcContext {
  readonly app: UseCases;
  readonly claims: ClaimStore;
  readonly pageTokens: PageTokens;
  readonly streams: StreamOptions<ResumePoint>;
  readonly timeOf: (id: string) => number;
}

export type NotificationHandlers = ServiceImpl<typeof NotificationService>;

/** A resume token is bound to its reader. */
export const resumeQuery = (readerId: string): string => `StreamNotifications ${readerId}`;
