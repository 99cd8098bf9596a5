import { ListHomeTimelineResponseSchema } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { command } from '../command.ts';
import { noteNextPage, pageDocs, pageOf, pageOptions } from '../options.ts';
import { entryText } from '../render.ts';

export const home = command({
  name: 'home',
  usage: '',
  summary: 'a page of the home timeline, newest first',
  examples: ['skein home', 'skein home --limit 50 --json'],
  options: pageOptions,
  optionDocs: pageDocs('', 20),
  async run(context, _words, options) {
    const answer = await context.as(context.session()).timelines.listHomeTimeline(pageOf(options, 20));
    context.out.message(
      ListHomeTimelineResponseSchema,
      answer,
      answer.entries.length === 0
        ? 'nothing yet: skein follow HANDLE'
        : answer.entries.map(entryText).join('\n\n'),
    );
    noteNextPage(context.out, 'home', answer.nextPageToken);
    return undefined;
  },
});
