import { DomainError } from '../../../platform/domain-error.ts';
import type { Level, Processes } from '../ports.ts';
import type { AppContext } from './context.ts';

/** How long a changed log level applies by default, in milliseconds. */
const usualMs = 15 * 60_000;

export function figuresOf({ processes }: AppContext): Processes['figures'] {
  return (service, namePrefixes) => processes.figures(service, namePrefixes);
}

export function setLogLevel({ processes }: AppContext) {
  /** Returns the instances whose level changed. @throws DomainError NOT_FOUND if no instance matches */
  return async (which: {
    readonly level: Level;
    readonly service: string;
    readonly instance: string;
    readonly forMs: number | undefined;
  }): Promise<string[]> => {
    const instances = await processes.setLogLevel({ ...which, forMs: which.forMs ?? usualMs });
    if (instances.length > 0) return instances;
    throw new DomainError('NOT_FOUND', 'no such process runs', {
      field: which.instance === '' ? 'service' : 'instance',
      metadata: { kind: 'process' },
    });
  };
}
