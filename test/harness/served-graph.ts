import { type Client, createClient, type Transport } from '@connectrpc/connect';
import type { Test } from 'tap';
import type { Event } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { serviceTokenSource } from '../../platform/auth/service-tokens.ts';
import { systemClock } from '../../platform/clock.ts';
import type { EventBus } from '../../platform/events/port.ts';
import { processIds } from '../../platform/testing/process-ids.ts';
import { withAccessToken } from '../../platform/testing/test-host.ts';
import type { GraphOverrides } from '../../services/graph/compose.ts';
import { type People, people } from '../../services/graph/testing/people.ts';
import { asServices } from './as-services.ts';
import { servedProcess } from './served-process.ts';

export type GraphClient = Client<typeof GraphService>;

/** The graph service in a process, with accounts of the test. */
export interface ServedGraph {
  readonly people: People;
  readonly bus: EventBus;
  /** The client of a signed-in user; without an id, of an anonymous caller. */
  as(userId?: string): GraphClient;
  readonly mesh: Client<typeof GraphMeshService>;
  /** Calls as a user, not as a service. */
  meshAs(userId: string): Client<typeof GraphMeshService>;
  /** The events of topic `follow` so far. */
  readonly followEvents: readonly Event[];
}

const FIRST_EVENT_ID = 1_500_000_000_000_000_000n;

export async function servedGraph(
  t: Test,
  env: Readonly<Record<string, string>> = {},
  overrides: GraphOverrides = {},
): Promise<ServedGraph> {
  const accounts = await people();
  let issued = 0n;
  const { bus, events, meshKeys, outside } = await servedProcess(t, {
    hosts: ['graph'],
    env,
    overrides: { graph: overrides },
    ids: { ...processIds(systemClock), next: () => String(FIRST_EVENT_ID + issued++) },
    others: [accounts.service],
    topics: ['follow'],
  });
  const asUser = (userId: string | undefined): Transport =>
    withAccessToken(outside, userId === undefined ? undefined : () => accounts.token(userId));
  return {
    people: accounts,
    bus,
    as: (userId) => createClient(GraphService, asUser(userId)),
    mesh: createClient(
      GraphMeshService,
      asServices(outside, async (service) =>
        serviceTokenSource({ service, ring: meshKeys, clock: systemClock }).token(),
      ),
    ),
    meshAs: (userId) => createClient(GraphMeshService, asUser(userId)),
    followEvents: events,
  };
}
