import { randomUUID } from 'node:crypto';
import type { DeadLetter } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import {
  DiscardDeadLetterResponseSchema,
  ListDeadLettersResponseSchema,
  RetryDeadLetterResponseSchema,
  RetryDeadLettersResponseSchema,
} from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { type Context, command, type OptionValues } from '../command.ts';
import { exitCodes, usageFault } from '../fault.ts';
import {
  consumerDocs,
  consumerOf,
  consumerOptions,
  noteNextPage,
  pageDocs,
  pageOf,
  pageOptions,
} from '../options.ts';
import { timeText } from '../render.ts';
import { spellOutControls, terminalSafeJson } from '../terminal-safe.ts';
import { showStarted } from './operations.ts';

export const deadLetters = command({
  name: 'dead-letters',
  usage: 'list | retry ID | retry-all | discard ID',
  summary:
    'dead letters: events that consumers failed to process; retry exits with 1 if the event fails again (operator)',
  examples: [
    'skein dead-letters list --topic post',
    'skein dead-letters retry-all --topic post',
    'skein dead-letters retry timeline-fan-out~post~1999999999999999999',
  ],
  options: { ...consumerOptions, ...pageOptions },
  optionDocs: { ...consumerDocs, ...pageDocs('', 20) },
  words: [1, 2],
  async run(context, [verb, id], options) {
    if (verb === 'list' && id === undefined) return list(context, options);
    if (verb === 'retry' && id !== undefined) return retry(context, id);
    if (verb === 'retry-all' && id === undefined) return retryAll(context, options);
    if (verb === 'discard' && id !== undefined) return discard(context, id);
    throw usageFault('usage: skein dead-letters list | retry ID | retry-all | discard ID');
  },
});

async function list(context: Context, options: OptionValues) {
  const answer = await context
    .as(context.session())
    .ops.listDeadLetters({ ...consumerOf(options), ...pageOf(options, 20) });
  const text = answer.deadLetters.length === 0 ? 'none' : answer.deadLetters.map(letterText).join('\n\n');
  context.out.message(ListDeadLettersResponseSchema, answer, text);
  noteNextPage(context.out, 'dead-letters list', answer.nextPageToken);
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

async function retryAll(context: Context, options: OptionValues) {
  const answer = await context
    .as(context.session())
    .ops.retryDeadLetters({ ...consumerOf(options), requestId: randomUUID() });
  return showStarted(context, RetryDeadLettersResponseSchema, answer);
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
    `  ${spellOutControls(firstLine!)}`,
    ...(valueJson === '' ? [] : [`  ${terminalSafeJson(valueJson)}`]),
  ].join('\n');
}
