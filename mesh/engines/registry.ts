import { cassandra } from './cassandra.ts';
import { dgraph } from './dgraph.ts';
import type { Engine } from './engine.ts';
import { kafka } from './kafka.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';

/** The engines, in the order in which they start: one after the other, for the processor is what they lack. */
export const engines: readonly Engine[] = [postgres, redis, dgraph, cassandra, kafka];

/**
 * Those named, separated by spaces or commas; all when none is.
 *
 * @throws Error naming what there is
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
