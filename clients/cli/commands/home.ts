import { ListHomeTimelineResponseSchema } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { command } from '../command.ts';
import { countOption } from '../options.ts';
import { entryText } from '../render.ts';

export const home = command({
  name: 'home',
  usage: '',
  summary: 'a page of the home timeline, newest first',
  examples: ['skein home', 'skein home --limit 50 --json'],
  options: { limit: { type: 'string' }, page: { type: 'string' } },
  optionDocs: { limit: 'how many, 1 to 100; 20 unless told', page: 'the token of a further page' },
  async run(context, _words, { limit, page }) {
    const answer = await context.as(context.session()).timelines.listHomeTimeline({
      pageSize: countOption('limit', limit, 20),
      pageToken: (page as string | undefined) ?? '',
    });
    context.out.message(
      ListHomeTimelineResponseSchema,
      answer,
      answer.entries.length === 0
        ? 'nothing yet: skein follow HANDLE'
        : answer.entries.map(entryText).join('\n\n'),
    );
    if (answer.nextPageToken !== '' && !context.out.json) {
      context.out.note(`\nmore: skein home --page ${answer.nextPageToken}`);
    }
    return undefined;
  },
});
