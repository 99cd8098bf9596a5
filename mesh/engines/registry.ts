import { cassandra } from './cassandra.ts';
import { dgraph } from './dgraph.ts';
import type { Engine } from './engine.ts';
import { kafka } from './kafka.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';

/** The engines, in the order of starting: one after the other, because CPU time is scarce. */
export const engines: readonly Engine[] = [postgres, redis, dgraph, cassandra, kafka];

/**
 * The named engines, separated by spaces or commas; all by default.
 *
 * @throws Error naming the known ones
 */
export function enginesNamed(text: string): readonly Engine[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  const unknown = names.filter((name) => !engines.some((engine) => engine.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no engine ${unknown.join(', ')}: ${engines.map(({ name }) => name).join(', ')}.`,
    );
  }
  return names.length === 0 ? engines : engines.filter(({ name }) => names.includes(name));
}
