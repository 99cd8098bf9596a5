import type { ServiceImpl } from '@connectrpc/connect';
import type { SearchService } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { UseCases } from '../app/use-cases.ts';

/** What handlers use: the use cases, and what encodes and decodes requests and answers. */
export interface RpcContext {
  readonly app: UseCases;
  readonly pageTokens: PageTokens;
}

export type SearchHandlers = ServiceImpl<typeof SearchService>;
