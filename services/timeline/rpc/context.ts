import type { ServiceImpl } from '@connectrpc/connect';
import type { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import type { ResumeTokens } from '../../../platform/streams/resume-tokens.ts';
import type { StreamOptions } from '../../../platform/streams/serve-stream.ts';
import type { UseCases } from '../app/use-cases.ts';
import type { IdTimes } from '../domain/folding.ts';

/** What handlers use: the use cases, and what encodes and decodes requests and answers. */
export interface RpcContext {
  readonly app: UseCases;
  readonly pageTokens: PageTokens;
  readonly resumeTokens: ResumeTokens<ResumePoint>;
  readonly streams: StreamOptions<ResumePoint>;
  readonly times: IdTimes;
}

export type TimelineHandlers = ServiceImpl<typeof TimelineService>;
