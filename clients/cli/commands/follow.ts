import { randomUUID } from 'node:crypto';
import { RelationshipSchema } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { command } from '../command.ts';
import { findPerson } from '../people.ts';

export const follow = command({
  name: 'follow',
  usage: 'HANDLE',
  summary: 'follow somebody',
  examples: ['skein follow bob', 'skein follow bob --as ada'],
  words: [1, 1],
  async run(context, [word]) {
    const { id, handle } = await findPerson(context.stranger, word!);
    const session = context.session();
    const { relationship } = await context
      .as(session)
      .graph.followUser({ userId: id, requestId: randomUUID() });
    const me = session.identity().handle;
    context.out.message(RelationshipSchema, relationship!, `@${me} follows @${handle}`);
    return undefined;
  },
});

export const unfollow = command({
  name: 'unfollow',
  usage: 'HANDLE',
  summary: 'follow somebody no more',
  examples: ['skein unfollow bob'],
  words: [1, 1],
  async run(context, [word]) {
    const { id, handle } = await findPerson(context.stranger, word!);
    const session = context.session();
    const { relationship } = await context
      .as(session)
      .graph.unfollowUser({ userId: id, requestId: randomUUID() });
    const me = session.identity().handle;
    context.out.message(RelationshipSchema, relationship!, `@${me} does not follow @${handle}`);
    return undefined;
  },
});
