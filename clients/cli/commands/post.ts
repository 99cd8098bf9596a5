import { randomUUID } from 'node:crypto';
import { PostSchema } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { command } from '../command.ts';
import { readAll } from '../prompt.ts';
import { postText } from '../render.ts';

export const post = command({
  name: 'post',
  usage: 'TEXT ...',
  summary: 'post a text (one or more words); - reads it from standard input',
  examples: ["skein post 'Hello, #world'", "skein post 'So do I' --reply-to 1999999999999999999"],
  options: { 'reply-to': { type: 'string' }, quote: { type: 'string' } },
  optionDocs: { 'reply-to': 'the post that it answers', quote: 'the post that it quotes' },
  words: [1, Number.POSITIVE_INFINITY],
  async run(context, words, options) {
    const text = words.length === 1 && words[0] === '-' ? (await readAll()).trimEnd() : words.join(' ');
    const { post } = await context.as(context.session()).posts.createPost({
      text,
      replyToPostId: (options['reply-to'] as string | undefined) ?? '',
      quotedPostId: (options.quote as string | undefined) ?? '',
      requestId: randomUUID(),
    });
    context.out.message(PostSchema, post!, postText(post!));
    return undefined;
  },
});
