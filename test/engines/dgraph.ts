import { randomBytes } from 'node:crypto';
import type { Test } from 'tap';
import { systemClock } from '../../platform/clock.ts';
import { loadConfig } from '../../platform/config.ts';
import { type Dgraph, type DgraphAccess, openDgraph } from '../../platform/dgraph/dgraph.ts';
import { type DgraphMigration, migrateDgraph } from '../../platform/dgraph/migrate.ts';
import { dgraphAccess, dgraphSettings } from '../../platform/dgraph/settings.ts';
import { engineSettings } from '../../platform/engines/settings.ts';
import { engineSettings as settingsOf } from './engines.ts';

/** The Dgraph of this machine's engines. */
export function dgraphOfTests(env = settingsOf('dgraph')): DgraphAccess {
  const groups = { engines: engineSettings, dgraph: dgraphSettings };
  const { engines, dgraph } = loadConfig(groups, env);
  return dgraphAccess(dgraph, engines);
}

/** Predicates for this test, below a prefix; they are dropped afterwards. */
export async function testPredicates(
  t: Test,
  steps: (prefix: string) => readonly DgraphMigration[],
): Promise<{ db: Dgraph; prefix: string }> {
  const db = await openDgraph(dgraphOfTests());
  const prefix = `test${randomBytes(6).toString('hex')}.`;
  const migrations = steps(prefix);
  await migrateDgraph(db, prefix, migrations, systemClock);
  t.teardown(async () => {
    const names = migrations.flatMap(({ schema }) =>
      [...schema.matchAll(/^\s*(\S+):/gm)].map(([, name]) => name!),
    );
    await db.drop(names);
    db.close();
  });
  return { db, prefix };
}
