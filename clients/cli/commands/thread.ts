import { GetThreadResponseSchema } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { command } from '../command.ts';
import { countOption } from '../options.ts';
import { itemText } from '../render.ts';

export const thread = command({
  name: 'thread',
  usage: 'POST-ID',
  summary: 'a post, what it answers, and its replies',
  examples: ['skein thread 1999999999999999999'],
  options: { limit: { type: 'string' }, page: { type: 'string' } },
  optionDocs: { limit: 'how many replies, 1 to 100; 20 unless told', page: 'the token of a further page' },
  words: [1, 1],
  async run(context, [postId], { limit, page }) {
    const signedIn = context.credentials.find() !== undefined;
    const api = signedIn ? context.as(context.session()) : context.stranger;
    const answer = await api.posts.getThread({
      postId: postId!,
      pageSize: countOption('limit', limit, 20),
      pageToken: (page as string | undefined) ?? '',
    });
    const items = [
      ...answer.ancestors.map((item) => itemText(item, '')),
      ...(answer.post === undefined ? [] : [itemText(answer.post, '> ')]),
      ...answer.replies.map((item) => itemText(item, '    ')),
    ];
    context.out.message(GetThreadResponseSchema, answer, items.join('\n\n'));
    if (answer.nextPageToken !== '' && !context.out.json) {
      context.out.note(`\nmore: skein thread ${postId} --page ${answer.nextPageToken}`);
    }
    return undefined;
  },
});
