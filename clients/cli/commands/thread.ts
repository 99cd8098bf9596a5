import { GetThreadResponseSchema } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { command } from '../command.ts';
import { noteNextPage, pageDocs, pageOf, pageOptions } from '../options.ts';
import { itemText } from '../render.ts';

export const thread = command({
  name: 'thread',
  usage: 'POST-ID',
  summary: 'a post, the posts it replies to, and its replies',
  examples: ['skein thread 1999999999999999999'],
  options: pageOptions,
  optionDocs: pageDocs(' replies', 20),
  words: [1, 1],
  async run(context, [postId], options) {
    const answer = await context.reader().posts.getThread({ postId: postId!, ...pageOf(options, 20) });
    const items = [
      ...answer.ancestors.map((item) => itemText(item, '')),
      ...(answer.post === undefined ? [] : [itemText(answer.post, '> ')]),
      ...answer.replies.map((item) => itemText(item, '    ')),
    ];
    context.out.message(GetThreadResponseSchema, answer, items.join('\n\n'));
    noteNextPage(context.out, `thread ${postId}`, answer.nextPageToken);
    return undefined;
  },
});
