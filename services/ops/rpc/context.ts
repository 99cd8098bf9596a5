import type { Clock } from '../../../platform/clock.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import type { Consumers, Letters, Processes, Rings, Users } from '../ports.ts';

/** What the handlers work with. */
export interface OpsContext {
  readonly processes: Processes;
  readonly consumers: Consumers;
  readonly letters: Letters;
  readonly rings: Rings;
  readonly users: Pick<Users, 'activeUsers'>;
  readonly claims: ClaimStore;
  readonly clock: Clock;
  readonly pageTokens: PageTokens;
}
