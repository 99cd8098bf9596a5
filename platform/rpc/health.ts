import { Code, type ServiceImpl } from '@connectrpc/connect';
import {
  Health as HealthService,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from '../../gen/ts/grpc/health/v1/health_pb.ts';
import { fail } from '../errors.ts';
import { type Hosted, hosted } from './host.ts';

/** Where a service stands; the empty name is the process as a whole. */
export interface Health {
  readonly hosted: Hosted;
  /** Sets a service's status; watchers hear of it. After `drain` it changes nothing. */
  set(service: string, serving: boolean): void;
  /** Everything is NOT_SERVING from now on, and stays so. */
  drain(): void;
}

/**
 * grpc.health.v1.Health for these services, NOT_SERVING until they are set. Unknown names are
 * NOT_FOUND for `Check` and SERVICE_UNKNOWN for `Watch`, as its protocol says.
 */
export function health(services: readonly string[]): Health {
  const statuses = new Map<string, ServingStatus>();
  for (const service of ['', ...services]) statuses.set(service, ServingStatus.NOT_SERVING);
  const wakers = new Set<() => void>();
  let draining = false;
  const wake = () => {
    for (const waker of wakers) waker();
  };
  const impl: ServiceImpl<typeof HealthService> = {
    check({ service }) {
      const status = statuses.get(service);
      if (status === undefined) throw fail(Code.NotFound, 'NOT_FOUND', `no such service: ${service}`);
      return { status };
    },
    list: () => ({
      statuses: Object.fromEntries([...statuses].map(([service, status]) => [service, { status }])),
    }),
    async *watch({ service }, { signal }) {
      let told: ServingStatus | undefined;
      while (!signal.aborted) {
        const status = statuses.get(service) ?? ServingStatus.SERVICE_UNKNOWN;
        if (status !== told) {
          told = status;
          yield { status };
        } else {
          await changeOf(wakers, signal);
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

async function changeOf(wakers: Set<() => void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const waker = () => resolve();
  wakers.add(waker);
  signal.addEventListener('abort', waker);
  await promise;
  wakers.delete(waker);
  signal.removeEventListener('abort', waker);
}
