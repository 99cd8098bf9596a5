import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { UseCases } from '../app/use-cases.ts';

/** What handlers use: the use cases, and what encodes and decodes requests and answers. */
export interface RpcContext {
  readonly app: UseCases;
  readonly claims: ClaimStore;
  /** Hashes requests with passwords for claims. It is slow on purpose: a plain hash could be guessed quickly. */
  readonly claimKey: Uint8Array;
  readonly ids: Ids;
  readonly pageTokens: PageTokens;
}
