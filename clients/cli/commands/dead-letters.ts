import { randomUUID } from 'node:crypto';
import type { DeadLetter } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import {
  DiscardDeadLetterResponseSchema,
  ListDeadLettersResponseSchema,
  RetryDeadLetterResponseSchema,
} from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { type Context, command, type OptionValues } from '../command.ts';
import { exitCodes, usageFault } from '../fault.ts';
import { countOption } from '../options.ts';
import { timeText } from '../render.ts';

export const deadLetters = command({
  name: 'dead-letters',
  usage: 'list | retry ID | discard ID',
  summary: 'events that consumers gave up on; retry ends with 1 when it was given up on again (operator)',
  examples: [
    'skein dead-letters list --topic post',
    'skein dead-letters retry timeline-fan-out~post~1999999999999999999',
  ],
  options: {
    topic: { type: 'string' },
    group: { type: 'string' },
    limit: { type: 'string' },
    page: { type: 'string' },
  },
  optionDocs: {
    topic: 'of this topic only',
    group: 'of this consumer group only',
    limit: 'how many, 1 to 100; 20 unless told',
    page: 'the token of a further page',
  },
  words: [1, 2],
  async run(context, [verb, id], options) {
    if (verb === 'list' && id === undefined) return list(context, options);
    if (verb === 'retry' && id !== undefined) return retry(context, id);
    if (verb === 'discard' && id !== undefined) return discard(context, id);
    throw usageFault('wanted is: skein dead-letters list | retry ID | discard ID');
  },
});

async function list(context: Context, { topic = '', group = '', limit, page = '' }: OptionValues) {
  const answer = await context.as(context.session()).ops.listDeadLetters({
    topic: topic as string,
    group: group as string,
    pageSize: countOption('limit', limit, 20),
    pageToken: page as string,
  });
  const text = answer.deadLetters.length === 0 ? 'none' : answer.deadLetters.map(letterText).join('\n\n');
  context.out.message(ListDeadLettersResponseSchema, answer, text);
  if (answer.nextPageToken !== '' && !context.out.json) {
    context.out.note(`\nmore: skein dead-letters list --page ${answer.nextPageToken}`);
  }
  return exitCodes.ok;
}

async function retry(context: Context, deadLetterId: string) {
  const answer = await context
    .as(context.session())
    .ops.retryDeadLetter({ deadLetterId, requestId: randomUUID() });
  const text = answer.taken ? 'taken' : `given up on again\n${letterText(answer.deadLetter!)}`;
  context.out.message(RetryDeadLetterResponseSchema, answer, text);
  return answer.taken ? exitCodes.ok : exitCodes.refused;
}

async function discard(context: Context, deadLetterId: string) {
  const answer = await context
    .as(context.session())
    .ops.discardDeadLetter({ deadLetterId, requestId: randomUUID() });
  context.out.message(DiscardDeadLetterResponseSchema, answer, 'discarded');
  return exitCodes.ok;
}

function letterText({ id, createTime, attemptCount, error, valueJson }: DeadLetter): string {
  const [firstLine] = error.split('\n', 1);
  return [
    `${id} · ${timeText(createTime)} · ${attemptCount} tries`,
    `  ${firstLine}`,
    ...(valueJson === '' ? [] : [`  ${valueJson}`]),
  ].join('\n');
}
