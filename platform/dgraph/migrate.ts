import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { engineUnavailable } from '../engines/unavailable.ts';
import { type Applied, missingSteps, type Step, stepFailed } from '../migrations.ts';
import type { Dgraph } from './dgraph.ts';
import { edge, nodeOf, value } from './quads.ts';

/** A migration step of a schema. `schema` is DQL and must be repeatable, because Dgraph has no schema transactions. */
export interface DgraphMigration extends Step {
  readonly schema: string;
}

/** The lock of a process that died in a step expires after this. */
const LOCK_LIFE_MS = 120_000;
const LOOK_EVERY_MS = 200;

const OWN_SCHEMA = `
  migration.store: string @index(exact) @upsert .
  migration.owner: string .
  migration.until: int .
  migration.step: [uid] .
  migration.number: int .
  migration.name: string .`;

interface Found {
  readonly store: readonly {
    readonly uid: string;
    readonly owner?: string;
    readonly until?: number;
    readonly steps?: readonly Applied[];
  }[];
}

const FIND = `query find($store: string) {
  store(func: eq(migration.store, $store)) {
    uid owner: migration.owner until: migration.until
    steps: migration.step { number: migration.number name: migration.name }
  }
}`;

/**
 * Applies the missing migrations of a store. Among several processes one applies them while the others wait; an
 * interrupted step is repeated. Running it again does nothing.
 *
 * @throws Error as `missingSteps`, and naming the step that failed
 */
export async function migrateDgraph(
  db: Dgraph,
  store: string,
  steps: readonly DgraphMigration[],
  clock: Clock,
): Promise<void> {
  const owner = randomUUID();
  await db.alter(OWN_SCHEMA);
  const applied = async (): Promise<Applied[]> => {
    const { store: found } = await db.read((ask) => ask<Found>(FIND, { $store: store }));
    return [...(found[0]?.steps ?? [])].sort((a, b) => a.number - b.number);
  };
  const lock = () =>
    db.write(async (tx) => {
      const [found] = (await tx.ask<Found>(FIND, { $store: store })).store;
      const held = found?.owner !== undefined && found.owner !== owner && (found.until ?? 0) > clock.nowMs();
      if (held) return false;
      const node = nodeOf(found?.uid, 'store');
      tx.set(
        value(node, 'migration.store', store),
        value(node, 'migration.owner', owner),
        value(node, 'migration.until', clock.nowMs() + LOCK_LIFE_MS),
      );
      return true;
    });
  const unlock = () =>
    db.write(async (tx) => {
      const [found] = (await tx.ask<Found>(FIND, { $store: store })).store;
      if (found?.owner === owner) tx.set(value(`<${found.uid}>`, 'migration.until', 0));
    });
  const record = (number: number, name: string) =>
    db.write(async (tx) => {
      const [found] = (await tx.ask<Found>(FIND, { $store: store })).store;
      tx.set(
        edge(`<${found!.uid}>`, 'migration.step', '_:step'),
        value('_:step', 'migration.number', number),
        value('_:step', 'migration.name', name),
      );
    });

  if (missingSteps(store, await applied(), steps).length === 0) return;
  const waitUntilMs = clock.monotonicMs() + 2 * LOCK_LIFE_MS;
  while (!(await lock())) {
    if (clock.monotonicMs() > waitUntilMs) {
      throw engineUnavailable('dgraph', new Error(`the schema of ${store} stays locked`));
    }
    await pause(LOOK_EVERY_MS);
  }
  try {
    for (const { number, step } of missingSteps(store, await applied(), steps)) {
      await db.alter(step.schema).catch((cause) => {
        throw stepFailed(number, step, cause);
      });
      await record(number, step.name);
    }
  } finally {
    await unlock();
  }
}
