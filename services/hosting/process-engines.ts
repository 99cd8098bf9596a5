import { kafka } from '../../platform/events/kafka-engine.ts';
import { postgres } from '../../platform/postgres/engine.ts';

/** The engines that a cluster process itself uses: PostgreSQL for node ids and other leases, Kafka for the log. */
export const processEngines = { leases: postgres, events: kafka };
