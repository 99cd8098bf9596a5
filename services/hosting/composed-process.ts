import type { Transport } from '@connectrpc/connect';
import type { Hosted } from '../../platform/rpc/host.ts';
import type { CallGuard } from './guard/call-guard.ts';
import type { Operations } from './host.ts';
import type { OpenedProfile, ProcessContext } from './process-context.ts';

/** A process with every service composed, before it listens. */
export interface ComposedProcess {
  readonly context: ProcessContext;
  readonly profile: OpenedProfile;
  readonly guard: CallGuard;
  readonly operations: Operations;
  /** Guarded handlers of the services that are composed here. */
  readonly hosted: readonly Hosted[];
  /** The way from one service to another. */
  transport(caller: string, callee: string): Transport;
}

/** What a process listens with. */
export interface Listeners {
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Everything is up: health says SERVING, /readyz 200. */
  serve(): void;
}

/** Opens what a process listens with; closing it begins with saying NOT_SERVING. */
export type OpenListeners = (process: ComposedProcess) => Promise<Listeners>;
