import { kafka } from '../../platform/events/kafka-engine.ts';
import { postgres } from '../../platform/postgres/engine.ts';

/** What a process of the cluster profile itself asks for: node ids and other leases, and the log. */
export const processEngines = { leases: postgres, events: kafka };
