import { randomUUID } from 'node:crypto';
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  CountSubject,
  type Operation,
  OperationKind,
  OperationState,
  SearchIndex,
} from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import {
  GetOperationResponseSchema,
  ListOperationsResponseSchema,
  ResumeOperationResponseSchema,
  StopOperationResponseSchema,
} from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { pause } from '../../../platform/clock.ts';
import { type Context, command, type OptionValues } from '../command.ts';
import { exitCodes, usageFault } from '../fault.ts';
import { noteNextPage, pageDocs, pageOf, pageOptions } from '../options.ts';
import { countText, timeText } from '../render.ts';
import { followingOf, triesOf } from '../resumed-stream.ts';
import { spellOutControls } from '../terminal-safe.ts';

const followEveryMs = 500;
const barWidth = 20;

export const operations = command({
  name: 'operations',
  usage: '[ID | stop ID | resume ID]',
  summary:
    'long work with its progress; --follow goes on until it ends, with 1 unless it succeeded (operator)',
  examples: [
    'skein operations',
    'skein operations 1999999999999999999 --follow',
    'skein operations stop 1999999999999999999',
  ],
  options: { follow: { type: 'boolean' }, ...pageOptions },
  optionDocs: {
    follow: 'until the operation ends; without an ID, the one started last',
    ...pageDocs('', 20),
  },
  words: [0, 2],
  async run(context, words, options) {
    const [verb, id] = words;
    if (verb === 'stop' && id !== undefined) return stop(context, id);
    if (verb === 'resume' && id !== undefined) return resume(context, id);
    if (id !== undefined || verb === 'stop' || verb === 'resume') {
      throw usageFault('wanted is: skein operations [ID | stop ID | resume ID]');
    }
    if (options.follow) return followOperation(context, verb ?? (await newest(context)));
    return verb === undefined ? list(context, options) : show(context, verb);
  },
});

const opsOf = (context: Context) => context.as(context.session()).ops;

async function list(context: Context, options: OptionValues) {
  const answer = await opsOf(context).listOperations(pageOf(options, 20));
  const text = answer.operations.length === 0 ? 'none' : answer.operations.map(operationText).join('\n');
  context.out.message(ListOperationsResponseSchema, answer, text);
  noteNextPage(context.out, 'operations', answer.nextPageToken);
  return exitCodes.ok;
}

async function newest(context: Context): Promise<string> {
  const { operations: found } = await opsOf(context).listOperations({ pageSize: 1 });
  if (found[0] === undefined) throw usageFault('there is no operation to follow');
  return found[0].id;
}

async function show(context: Context, operationId: string) {
  const answer = await opsOf(context).getOperation({ operationId });
  context.out.message(GetOperationResponseSchema, answer, operationText(answer.operation!));
  return exitCodes.ok;
}

/** Shows an operation that was just started; with `follow`, until it ends. */
export async function showStarted<Schema extends DescMessage>(
  context: Context,
  schema: Schema,
  answer: MessageShape<Schema> & { readonly operation?: Operation | undefined },
  { follow = false }: { readonly follow?: boolean } = {},
) {
  const operation = answer.operation!;
  if (follow) return followOperation(context, operation.id);
  const hint = `follow it: skein operations ${operation.id} --follow`;
  context.out.message(schema, answer, `${operationText(operation)}\n${hint}`);
  return exitCodes.ok;
}

/**
 * A line for each progress. The network may restart meanwhile: the operation goes on afterwards, and so does this. An error of
 * the first look is thrown, because the address may be wrong.
 */
async function followOperation(context: Context, operationId: string) {
  const following = followingOf(context);
  const { clock, signal } = following;
  const ops = opsOf(context);
  const tries = triesOf(following);
  let shown = '';
  while (!signal.aborted) {
    try {
      const answer = await ops.getOperation({ operationId });
      tries.succeeded();
      const { state } = answer.operation!;
      const text = operationText(answer.operation!);
      if (text !== shown) context.out.message(GetOperationResponseSchema, answer, text);
      shown = text;
      if (state === OperationState.SUCCEEDED) return exitCodes.ok;
      if (state !== OperationState.RUNNING) return exitCodes.refused;
      await pause(clock, followEveryMs, signal);
    } catch (reason) {
      if (signal.aborted) break;
      const error = ConnectError.from(reason);
      if (shown === '' || error.code === Code.NotFound) throw error;
      await tries.pause(error);
    }
  }
  return exitCodes.interrupted;
}

async function stop(context: Context, operationId: string) {
  const answer = await opsOf(context).stopOperation({ operationId, requestId: randomUUID() });
  context.out.message(StopOperationResponseSchema, answer, operationText(answer.operation!));
  return exitCodes.ok;
}

async function resume(context: Context, operationId: string) {
  const answer = await opsOf(context).resumeOperation({ operationId, requestId: randomUUID() });
  context.out.message(ResumeOperationResponseSchema, answer, operationText(answer.operation!));
  return exitCodes.ok;
}

/** [####----] */
function bar(done: number): string {
  const filled = Math.floor(Math.min(1, done) * barWidth);
  return `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}]`;
}

/** `1999… · retry dead letters of post · running · [######--------------] 3 of 10 · 2 taken, 1 failed again · since …` */
export function operationText(operation: Operation): string {
  const { id, kind, state, doneCount, totalCount, retries, counts, startTime, error } = operation;
  const index = named(SearchIndex, operation.searchIndex);
  const subject = named(CountSubject, counts?.subject);
  const of = [index, subject, retries?.topic, retries?.group].filter(Boolean).join(', ');
  const what = nameOf(OperationKind, kind) + (of === '' ? '' : ` of ${spellOutControls(of)}`);
  const progress = [
    ...(state === OperationState.RUNNING && totalCount > 0n
      ? [bar(Number(doneCount) / Number(totalCount))]
      : []),
    countText(doneCount),
    ...(totalCount === 0n ? [] : ['of', countText(totalCount)]),
  ].join(' ');
  return [
    id,
    what,
    nameOf(OperationState, state),
    progress,
    ...(retries
      ? [`${countText(retries.takenCount)} taken, ${countText(retries.returnedCount)} failed again`]
      : []),
    ...(counts
      ? [`${countText(counts.mismatchCount)} differ, ${countText(counts.repairedCount)} corrected`]
      : []),
    `since ${timeText(startTime)}`,
    ...(error === '' ? [] : [spellOutControls(error.split('\n', 1)[0]!)]),
  ].join(' · ');
}

/** Empty for a value that is not set. */
function named(constants: Readonly<Record<string, number>>, value = 0): string {
  return value === 0 ? '' : nameOf(constants, value);
}

function nameOf(constants: Readonly<Record<string, number>>, value: number): string {
  const name = Object.keys(constants).find((each) => constants[each] === value) ?? 'unknown';
  return name.toLowerCase().replaceAll('_', ' ');
}
