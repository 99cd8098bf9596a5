import type { Clock } from '../../../platform/clock.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import type { GraphStore } from '../ports.ts';

/** Claims whose sweep also removes the changes made under them. Both must be kept for the same time. */
export function claimsWithChanges(
  claims: ClaimStore,
  store: Pick<GraphStore, 'forgetChanges'>,
  clock: Clock,
  lifeMs: number,
): ClaimStore {
  return {
    ...claims,
    async sweep(limit) {
      const swept = await claims.sweep(limit);
      const forgotten = await store.forgetChanges(clock.nowMs() - lifeMs, limit);
      return Math.max(swept, forgotten);
    },
  };
}
