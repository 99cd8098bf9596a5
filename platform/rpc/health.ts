import { Code, type ServiceImpl } from '@connectrpc/connect';
import {
  Health as HealthService,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from '../../gen/ts/grpc/health/v1/health_pb.ts';
import type { Timers } from '../clock.ts';
import { fail } from '../errors.ts';
import { type Hosted, hosted } from './host.ts';

/** The status of services; the empty name is the process as a whole. */
export interface Health {
  readonly hosted: Hosted;
  /** Sets a service's status and notifies watchers. After `drain` it changes nothing. */
  set(service: string, serving: boolean): void;
  /** Everything is NOT_SERVING from now on. */
  drain(): void;
}

/** The processes behind one that forwards calls. */
export interface Downstream {
  /** Names that are NOT_SERVING although this process accepts their calls; the empty one is the process as a whole. */
  silent(): Promise<ReadonlySet<string>>;
  readonly timers: Timers;
}

/** How often the downstream services are polled for watchers, in milliseconds. */
const lookEveryMs = 1_000;

/**
 * grpc.health.v1.Health for these services, NOT_SERVING until they are set. Unknown names are NOT_FOUND for `Check` and
 * SERVICE_UNKNOWN for `Watch`, as the protocol says.
 *
 * @param downstream for a process that forwards calls; without it only the set status counts
 */
export function health(services: readonly string[], downstream?: Downstream): Health {
  const statuses = new Map<string, ServingStatus>();
  for (const service of ['', ...services]) statuses.set(service, ServingStatus.NOT_SERVING);
  const wakers = new Set<() => void>();
  let draining = false;
  const wake = () => {
    for (const waker of wakers) waker();
  };
  const now = async (): Promise<ReadonlyMap<string, ServingStatus>> => {
    const silent = await downstream?.silent();
    if (silent === undefined) return statuses;
    const found = new Map(statuses);
    for (const service of silent) if (found.has(service)) found.set(service, ServingStatus.NOT_SERVING);
    return found;
  };
  const impl: ServiceImpl<typeof HealthService> = {
    async check({ service }) {
      const status = (await now()).get(service);
      if (status === undefined) throw fail(Code.NotFound, 'NOT_FOUND', `no such service: ${service}`);
      return { status };
    },
    list: async () => ({
      statuses: Object.fromEntries([...(await now())].map(([service, status]) => [service, { status }])),
    }),
    async *watch({ service }, { signal }) {
      let lastStatus: ServingStatus | undefined;
      while (!signal.aborted) {
        const status = (await now()).get(service) ?? ServingStatus.SERVICE_UNKNOWN;
        if (status !== lastStatus) {
          lastStatus = status;
          yield { status };
        } else {
          await changeOf(wakers, signal, downstream?.timers);
        }
      }
    },
  };
  return {
    hosted: hosted(HealthService, impl),
    set(service, serving) {
      if (draining) return;
      statuses.set(service, serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
      wake();
    },
    drain() {
      draining = true;
      for (const service of statuses.keys()) statuses.set(service, ServingStatus.NOT_SERVING);
      wake();
    },
  };
}

async function changeOf(wakers: Set<() => void>, signal: AbortSignal, timers?: Timers): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const waker = () => resolve();
  wakers.add(waker);
  signal.addEventListener('abort', waker);
  const cancel = timers?.after(lookEveryMs, waker);
  await promise;
  cancel?.();
  wakers.delete(waker);
  signal.removeEventListener('abort', waker);
}
