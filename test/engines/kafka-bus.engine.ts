// Engines: kafka
import t from 'tap';
import { eventBusConformance } from '../../platform/events/conformance.ts';
import { testBuses } from './kafka.ts';

eventBusConformance(
  t,
  async (t) => {
    const open = testBuses(t);
    return async () => open();
  },
  { 'age of what no member read': 'Kafka tells no times but of what is fetched' },
);
