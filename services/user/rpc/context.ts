import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { UseCases } from '../app/use-cases.ts';

/** What handlers work with: the use cases, and what requests and answers are translated with. */
export interface RpcContext {
  readonly app: UseCases;
  readonly claims: ClaimStore;
  /** Requests with passwords are hashed with it into claims: a plain hash could be guessed quickly. */
  readonly claimKey: Uint8Array;
  readonly ids: Ids;
  readonly pageTokens: PageTokens;
}
