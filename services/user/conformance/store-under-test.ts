import type { UserEvent } from '../domain/event.ts';
import type { UserStore } from '../ports.ts';

/** An empty store, and its events since the last call, in order. */
export interface StoreUnderTest {
  store: UserStore;
  events(): Promise<readonly UserEvent[]> | readonly UserEvent[];
}
