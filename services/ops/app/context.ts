import type { Consumers, Letters, OperationStore, Processes, Rings, Users } from '../ports.ts';

/** What the use cases need; compose.ts creates it. */
export interface AppContext {
  readonly processes: Processes;
  readonly consumers: Consumers;
  readonly letters: Letters;
  readonly operations: OperationStore;
  readonly rings: Rings;
  readonly users: Pick<Users, 'activeUsers'>;
}
