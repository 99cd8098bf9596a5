import { ListConsumerLagsResponseSchema } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { command } from '../command.ts';
import {
  consumerDocs,
  consumerOf,
  consumerOptions,
  noteNextPage,
  pageDocs,
  pageOf,
  pageOptions,
} from '../options.ts';
import { countText, tableText, timeText } from '../render.ts';

export const lag = command({
  name: 'lag',
  usage: '',
  summary: 'consumer lags, largest first (operator)',
  examples: ['skein lag', 'skein lag --topic post --json'],
  options: { ...consumerOptions, ...pageOptions },
  optionDocs: { ...consumerDocs, ...pageDocs('', 100) },
  async run(context, _words, options) {
    const answer = await context
      .as(context.session())
      .ops.listConsumerLags({ ...consumerOf(options), ...pageOf(options, 100) });
    const rows = answer.lags.map((each) => [
      each.topic,
      each.group,
      String(each.partition),
      countText(each.eventCount),
      timeText(each.oldestTime),
    ]);
    context.out.message(
      ListConsumerLagsResponseSchema,
      answer,
      tableText(['topic', 'group', 'partition', 'events', 'oldest'], rows),
    );
    noteNextPage(context.out, 'lag', answer.nextPageToken);
    return undefined;
  },
});
