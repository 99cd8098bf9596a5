import { randomUUID } from 'node:crypto';
import { RebuildRingResponseSchema } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { command } from '../command.ts';
import { findPerson } from '../people.ts';
import { countText } from '../render.ts';

export const rebuild = command({
  name: 'rebuild',
  usage: 'HANDLE',
  summary: "rebuild a person's home timeline (operator)",
  examples: ['skein rebuild ada'],
  words: [1, 1],
  async run(context, [word]) {
    const { id, handle } = await findPerson(context.stranger, word!);
    const answer = await context
      .as(context.session())
      .ops.rebuildRing({ userId: id, requestId: randomUUID() });
    const text = `@${handle} is built anew; entries: ${countText(answer.entryCount)}`;
    context.out.message(RebuildRingResponseSchema, answer, text);
    return undefined;
  },
});
