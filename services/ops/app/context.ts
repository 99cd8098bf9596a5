import type { Consumers, Letters, OperationStore, Processes, Rings, Users } from '../ports.ts';

/** What the use cases work with; compose.ts makes it. */
export interface AppContext {
  readonly processes: Processes;
  readonly consumers: Consumers;
  readonly letters: Letters;
  readonly operations: OperationStore;
  readonly rings: Rings;
  readonly users: Pick<Users, 'activeUsers'>;
}
