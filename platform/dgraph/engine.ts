import { defineEngine } from '../engines/engine.ts';
import type { Dgraph } from './dgraph.ts';
import type { DgraphMigration } from './migrate.ts';
import { dgraphAccess, dgraphSettings } from './settings.ts';

export interface DgraphNames {
  /** Opens and migrates the predicates below a prefix; they are closed with the process. */
  below(prefix: string, migrations: readonly DgraphMigration[]): Promise<Dgraph>;
}

export const dgraph = defineEngine({
  name: 'dgraph',
  settings: dgraphSettings,
  async open(settings, { clock, closers, inTime, insecureLoopback }): Promise<DgraphNames> {
    const { openDgraph } = await import('./dgraph.ts');
    const { migrateDgraph } = await import('./migrate.ts');
    const access = dgraphAccess(settings, { insecureLoopback });
    return {
      async below(prefix, migrations) {
        const opened = await inTime(() => openDgraph(access));
        closers.add({ name: 'dgraph', close: () => opened.close() });
        await inTime(() => migrateDgraph(opened, prefix, migrations, clock));
        return opened;
      },
    };
  },
});
