import type { PostgresOutbox } from '../../../../platform/events/outbox-postgres.ts';
import type { Statements } from '../../../../platform/postgres/statements.ts';
import type { UserEvent } from '../../domain/event.ts';
import type { Cause } from '../../ports.ts';
import { userEventRecord } from '../announce.ts';

/** Adds events to the outbox, in the transaction of their change, which holds the person's lock. */
export type Announce = (tx: Statements, cause: Cause, events: readonly UserEvent[]) => Promise<void>;

export function announceBy(outbox: PostgresOutbox): Announce {
  return async (tx, cause, events) => {
    for (const event of events) await outbox.append(tx, userEventRecord(cause, event));
  };
}
