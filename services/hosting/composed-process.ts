import type { Transport } from '@connectrpc/connect';
import type { Hosted } from '../../platform/rpc/host.ts';
import type { CallGuard } from './guard/call-guard.ts';
import type { Operations } from './host.ts';
import type { OpenedProfile, ProcessContext } from './process-context.ts';

/** A process whose services are composed, before it listens. */
export interface ComposedProcess {
  readonly context: ProcessContext;
  readonly profile: OpenedProfile;
  readonly guard: CallGuard;
  readonly operations: Operations;
  /** Guarded handlers of the services that run here. */
  readonly hosted: readonly Hosted[];
  /** The transport from one service to another. */
  transport(caller: string, callee: string): Transport;
}

/** The open ports of a process. */
export interface Listeners {
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Sets health to SERVING and /readyz to 200. Called when everything is up. */
  serve(): void;
}

/** Opens the listeners of a process. Closing them first sets health to NOT_SERVING. */
export type OpenListeners = (process: ComposedProcess) => Promise<Listeners>;
