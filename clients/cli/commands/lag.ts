import { ListConsumerLagsResponseSchema } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { command } from '../command.ts';
import { countOption } from '../options.ts';
import { countText, tableText, timeText } from '../render.ts';

export const lag = command({
  name: 'lag',
  usage: '',
  summary: 'how far consumers are behind, the furthest first (operator)',
  examples: ['skein lag', 'skein lag --topic post --json'],
  options: {
    topic: { type: 'string' },
    group: { type: 'string' },
    limit: { type: 'string' },
    page: { type: 'string' },
  },
  optionDocs: {
    topic: 'of this topic only',
    group: 'of this consumer group only',
    limit: 'how many, 1 to 100; 100 unless told',
    page: 'the token of a further page',
  },
  async run(context, _words, { topic = '', group = '', limit, page = '' }) {
    const answer = await context.as(context.session()).ops.listConsumerLags({
      topic: topic as string,
      group: group as string,
      pageSize: countOption('limit', limit, 100),
      pageToken: page as string,
    });
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
    if (answer.nextPageToken !== '' && !context.out.json) {
      context.out.note(`\nmore: skein lag --page ${answer.nextPageToken}`);
    }
    return undefined;
  },
});
