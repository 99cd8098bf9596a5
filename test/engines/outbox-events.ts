import type { EventRecord } from '../../platform/events/port.ts';

/** Any event with this id. */
export function outboxEvent(eventId: string): EventRecord {
  return { topic: 'post', key: 'a', eventId, timeMs: Date.now(), value: Uint8Array.of(1) };
}

/** The ids of the first 100 events that wait in an outbox. */
export async function waitingIds(outbox: {
  next: (limit: number, published: []) => Promise<readonly EventRecord[]>;
}): Promise<string[]> {
  return (await outbox.next(100, [])).map(({ eventId }) => eventId);
}
