import { defineEngine } from '../engines/engine.ts';
import type { Migration } from '../migrations.ts';
import { redis } from '../redis/engine.ts';
import type { Postgres } from './postgres.ts';
import { postgresAccess, postgresSettings } from './settings.ts';

export interface PostgresSchemas {
  /** Opens and migrates a schema; it is closed with the process. */
  schema(name: string, migrations: readonly Migration[]): Promise<Postgres>;
}

/** PostgreSQL; Redis stores which server was promoted last. */
export const postgres = defineEngine({
  name: 'postgres',
  settings: postgresSettings,
  needs: [redis],
  async open(settings, { clock, closers, engine, inTime, insecureLoopback }): Promise<PostgresSchemas> {
    const client = await engine(redis);
    const { openPostgres } = await import('./postgres.ts');
    const { maxRegister } = await import('../redis/max-register.ts');
    const access = postgresAccess(settings, { insecureLoopback });
    const promotions = {
      report: (system: string, timeline: number) =>
        maxRegister(client, `skein:postgres:timeline:${system}`).raise(timeline),
    };
    return {
      async schema(name, migrations) {
        const opened = await inTime(() =>
          openPostgres({ access, schema: name, migrations, promotions, clock }),
        );
        closers.add({ name: `postgres schema ${name}`, close: () => opened.close() });
        return opened;
      },
    };
  },
});
