import { fromBinary } from '@bufbuild/protobuf';
import { type Client, createClient, type ServiceImpl, type Transport } from '@connectrpc/connect';
import { pino } from 'pino';
import type { Test } from 'tap';
import { type Event, EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { allow } from '../../../platform/auth/access.ts';
import { type Caller, callerKey } from '../../../platform/auth/caller.ts';
import { systemClock } from '../../../platform/clock.ts';
import type { EventBus } from '../../../platform/events/port.ts';
import { sqliteBus } from '../../../platform/events/sqlite.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { pageTokens } from '../../../platform/pages.ts';
import { inProcessTransport } from '../../../platform/rpc/in-process.ts';
import { guarded, intercept } from '../../../platform/rpc/intercept.ts';
import { validate } from '../../../platform/rpc/interceptors/validate.ts';
import { storage } from '../../../platform/sqlite/storage.ts';
import { createMetrics } from '../../../platform/telemetry/metrics.ts';
import { processIds } from '../../../platform/testing/process-ids.ts';
import type { EmbeddedHost } from '../../hosting/host.ts';
import type { GraphOverrides } from '../compose.ts';
import { graph } from '../service.ts';
import { type People, people } from './people.ts';

export type GraphClient = Client<typeof GraphService>;

/** The graph service as its process hosts it, with who calls told instead of proven by tokens. */
export interface ServedGraph {
  readonly people: People;
  readonly bus: EventBus;
  /** A signed-in user's client; without an id, that of a stranger. */
  as(userId?: string): GraphClient;
  readonly mesh: Client<typeof GraphMeshService>;
  /** As a user, not as a service. */
  meshAs(userId: string): Client<typeof GraphMeshService>;
  /** What arrived on topic `follow` so far. */
  readonly followEvents: readonly Event[];
}

const FIRST_EVENT_ID = 1_500_000_000_000_000_000n;

export async function servedGraph(
  t: Test,
  env: EmbeddedHost['env'] = {},
  overrides: GraphOverrides = {},
): Promise<ServedGraph> {
  const closers = closerStack();
  t.teardown(() => closers.close());
  const dataDir = t.testdir();
  const bus = sqliteBus({ file: `${dataDir}/events.db`, clock: systemClock });
  closers.add({ name: 'bus', close: () => bus.close() });
  const accounts = people();
  let issued = 0n;
  const host: EmbeddedHost = {
    profile: 'embedded',
    env,
    dataDir,
    database: storage({ directory: dataDir, closers }).open,
    clock: systemClock,
    ids: { ...processIds(systemClock), next: () => String(FIRST_EVENT_ID + issued++) },
    idClock: systemClock,
    log: pino({ level: 'silent' }),
    metrics: createMetrics({ version: 'test', nowMs: systemClock.nowMs, processFigures: false }),
    bus,
    pageTokens: pageTokens(Buffer.alloc(32, 1)),
    secret: () => Buffer.alloc(32, 2),
    transport: () => inProcessTransport(guarded([accounts.service], [validate()]), { freeze: true }),
    sessionEnded: () => {},
    roleChanged: () => {},
    closers,
  };
  const service = await graph.compose(host, overrides);
  const transportOf = (caller: Caller): Transport =>
    inProcessTransport(
      service.hosted.map(({ service, impl }) => ({
        service,
        impl: intercept(service, impl as ServiceImpl<typeof service>, [
          ({ method, context }) => {
            allow(method, caller);
            context.values.set(callerKey, caller);
          },
          validate(),
        ]),
      })),
      { freeze: true },
    );
  const user = (userId: string | undefined): Caller => ({ role: 'user', address: '', userId });

  const followEvents: Event[] = [];
  await bus.subscribe({
    topic: 'follow',
    group: 'test',
    async onBatch({ records, commit }) {
      followEvents.push(...records.map(({ value }) => fromBinary(EventSchema, value)));
      await commit(records.at(-1)!.offset + 1);
    },
  });
  await service.start();
  return {
    people: accounts,
    bus,
    as: (userId) => createClient(GraphService, transportOf(user(userId))),
    mesh: createClient(GraphMeshService, transportOf({ ...user(undefined), service: 'timeline' })),
    meshAs: (userId) => createClient(GraphMeshService, transportOf(user(userId))),
    followEvents,
  };
}
