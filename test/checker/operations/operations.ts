import { callers } from '../choose.ts';
import type { World } from '../world.ts';
import { accountWrites } from './accounts.ts';
import { badCalls } from './bad-calls.ts';
import { burst } from './bursts.ts';
import { mutedThreadOperations } from './muted-threads.ts';
import { notificationStreamOperations } from './notification-streams.ts';
import { notificationOperations } from './notifications.ts';
import type { Operation } from './operation.ts';
import { postWrites } from './posts.ts';
import { reactionWrites } from './reactions.ts';
import { listReads } from './reads-lists.ts';
import { peopleReads } from './reads-people.ts';
import { postReads } from './reads-posts.ts';
import { rebuild } from './rebuilds.ts';
import { refusals } from './refusals.ts';
import { relationWrites } from './relations.ts';
import { lookBetweenChanges } from './relations-between.ts';
import { repeats } from './repeats.ts';
import { searches } from './searches.ts';
import { searchPeople } from './searches-of-people.ts';
import { comingBack, sessionWrites } from './sessions.ts';
import { streamReads } from './streams.ts';
import { timelineReads } from './timelines.ts';
import { lookAgain, lookBetweenReposts } from './timelines-after.ts';

const notifications = [...notificationOperations, ...mutedThreadOperations, ...notificationStreamOperations];

/** Every operation of a step except faults. */
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
  lookAgain,
  lookBetweenChanges,
  lookBetweenReposts,
  ...streamReads,
  ...postReads,
  ...peopleReads,
  ...listReads,
  ...searches,
  searchPeople,
  rebuild,
  ...notifications,
  badCalls,
];

/** With fewer users who can call, somebody signs in first. */
const fewestCallers = 8;

export function chooseOperation(world: World): Operation {
  if (callers(world).length < fewestCallers) return comingBack;
  const weights = Object.fromEntries(operations.map(({ name, weight }) => [name, weight]));
  const name = world.random.weighted(weights);
  return operations.find((operation) => operation.name === name)!;
}
