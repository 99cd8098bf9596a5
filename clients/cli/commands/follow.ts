import { randomUUID } from 'node:crypto';
import { RelationshipSchema } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { type Context, command } from '../command.ts';
import { findPerson } from '../people.ts';

type Change = 'followUser' | 'unfollowUser';

async function change(context: Context, word: string, how: Change, done: string): Promise<undefined> {
  const { id, handle } = await findPerson(context.stranger, word);
  const session = context.session();
  const { relationship } = await context.as(session).graph[how]({ userId: id, requestId: randomUUID() });
  context.out.message(RelationshipSchema, relationship!, `@${session.identity().handle} ${done} @${handle}`);
}

export const follow = command({
  name: 'follow',
  usage: 'HANDLE',
  summary: 'follow a person',
  examples: ['skein follow bob', 'skein follow bob --as ada'],
  words: [1, 1],
  run: (context, [word]) => change(context, word!, 'followUser', 'follows'),
});

export const unfollow = command({
  name: 'unfollow',
  usage: 'HANDLE',
  summary: 'unfollow a person',
  examples: ['skein unfollow bob'],
  words: [1, 1],
  run: (context, [word]) => change(context, word!, 'unfollowUser', 'does not follow'),
});
