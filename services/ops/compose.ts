import { runOperations } from '../../platform/operations/runner.ts';
import { isTransientError } from '../../platform/transient-error.ts';
import { sweepClaims } from '../hosting/durable-writes.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { usersClient } from '../product/users.ts';
import { countChecks } from './adapters/count-checks.ts';
import type { OpsEngines } from './adapters/engines.ts';
import { logConsumers } from './adapters/log-consumers.ts';
import { searchIndexes } from './adapters/search-indexes.ts';
import { timelineRings } from './adapters/timeline-rings.ts';
import { reindex, reindexing } from './app/reindex.ts';
import { retryDeadLetters, retryingDeadLetters } from './app/retry-dead-letters.ts';
import { useCases } from './app/use-cases.ts';
import { verifyCounts, verifyingCounts } from './app/verify-counts.ts';
import { opsServices } from './rpc/services.ts';

export function compose(host: Host, { claims, oneOwner, ...engines }: OpsEngines): Composed {
  const { clock, ids, log, pageTokens } = host;
  const { letters, operations: store } = engines;
  const app = useCases({
    ...engines,
    consumers: logConsumers(host.bus),
    rings: timelineRings(host.transport('timeline')),
    users: usersClient(host.transport('user')),
  });
  return {
    hosted: opsServices({ app, claims, ids, pageTokens }),
    async start() {
      oneOwner('operations', () =>
        runOperations({
          store,
          works: {
            [retryDeadLetters]: retryingDeadLetters(letters),
            [reindex]: reindexing(searchIndexes(host.transport('search'))),
            [verifyCounts]: verifyingCounts(countChecks((service) => host.transport(service))),
          },
          clock,
          isTransient: isTransientError,
          onError: (err, operationId) => log.warn({ err, operationId }, 'operation'),
        }),
      );
      sweepClaims(host, 'ops', claims);
    },
  };
}
