import type { Random } from '../random.ts';
import { accountWrites } from './accounts.ts';
import { badCalls } from './bad-calls.ts';
import { burst } from './bursts.ts';
import type { Operation } from './operation.ts';
import { postWrites } from './posts.ts';
import { reactionWrites } from './reactions.ts';
import { peopleReads } from './reads-people.ts';
import { postReads } from './reads-posts.ts';
import { refusals } from './refusals.ts';
import { relationWrites } from './relations.ts';
import { repeats } from './repeats.ts';
import { sessionWrites } from './sessions.ts';
import { timelineReads } from './timelines.ts';

/** Everything that a step may be, but for faults. */
export const operations: readonly Operation[] = [
  ...accountWrites,
  ...sessionWrites,
  ...postWrites,
  ...reactionWrites,
  ...relationWrites,
  ...repeats,
  ...refusals,
  burst,
  ...timelineReads,
  ...postReads,
  ...peopleReads,
  badCalls,
];

export function chooseOperation(random: Random): Operation {
  const weights = Object.fromEntries(operations.map(({ name, weight }) => [name, weight]));
  const name = random.weighted(weights);
  return operations.find((operation) => operation.name === name)!;
}
