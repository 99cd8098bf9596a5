// Engines: dgraph
import t from 'tap';
import { dgraphOutbox, dgraphOutboxMigration } from '../../platform/events/outbox-dgraph.ts';
import { graphSchema, namesBelow } from '../../services/graph/adapters/dgraph/schema.ts';
import { dgraphGraphStore } from '../../services/graph/adapters/dgraph/store.ts';
import { graphStoreConformance } from '../../services/graph/conformance.ts';
import { toldBy } from '../../services/graph/testing/told.ts';
import { testPredicates } from './dgraph.ts';

t.test('the Dgraph store keeps the contract', (t) =>
  graphStoreConformance(t, async (t) => {
    const { db, prefix } = await testPredicates(t, (prefix) => [
      graphSchema(namesBelow(prefix)),
      dgraphOutboxMigration(prefix),
    ]);
    const outbox = dgraphOutbox(db, prefix);
    return {
      store: dgraphGraphStore(db, outbox, prefix),
      told: async () => (await outbox.next(1_000_000, [])).map(toldBy),
    };
  }),
);
