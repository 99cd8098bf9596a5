import { defineEngine } from '../engines/engine.ts';
import type { Cassandra } from './cassandra.ts';
import type { CassandraMigration } from './migrate.ts';
import { cassandraAccess, cassandraSettings } from './settings.ts';

export interface CassandraKeyspaces {
  /** Opens and migrates a keyspace; it is closed with the process. Write timestamps use the clock of ids. */
  keyspace(name: string, migrations: readonly CassandraMigration[]): Promise<Cassandra>;
}

export const cassandra = defineEngine({
  name: 'cassandra',
  settings: cassandraSettings,
  async open(settings, { closers, idNowMs, inTime, insecureLoopback }): Promise<CassandraKeyspaces> {
    const { openCassandra } = await import('./migrate.ts');
    const access = cassandraAccess(settings, { insecureLoopback });
    const nowMs = await idNowMs();
    return {
      async keyspace(name, migrations) {
        const opened = await inTime(() => openCassandra(access, name, migrations, nowMs));
        closers.add({ name: `cassandra keyspace ${name}`, close: () => opened.close() });
        return opened;
      },
    };
  },
});
