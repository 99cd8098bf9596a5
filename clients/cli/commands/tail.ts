import { toJson } from '@bufbuild/protobuf';
import { TimelineEntrySchema } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { command } from '../command.ts';
import { exitCodes, usageFault } from '../fault.ts';
import { homeFeed } from '../home-feed.ts';
import { plainHandle } from '../people.ts';
import { entryText } from '../render.ts';
import { followingOf } from '../resumed-stream.ts';

export const tail = command({
  name: 'tail',
  usage: '[HANDLE]',
  summary: 'the home timeline of a signed-in person, live; resumes after lost connections and restarts',
  examples: ['skein tail', 'skein tail ada --last 0 --json'],
  options: { last: { type: 'string' } },
  optionDocs: { last: 'how many earlier entries to show first, 0 to 100; default 10' },
  words: [0, 1],
  async run(context, [word], { last = '10' }) {
    if (!/^\d{1,2}$|^100$/.test(last as string)) throw usageFault('--last takes 0 to 100');
    const { out } = context;
    const session = context.session(word === undefined ? undefined : plainHandle(word));
    const { timelines } = context.as(session);
    const feed = homeFeed({
      list: (pageSize, pageToken) => timelines.listHomeTimeline({ pageSize, pageToken }),
      stream: (resumeToken) => timelines.streamHomeTimeline({ resumeToken }),
      last: Number(last),
      ...followingOf(context),
    });
    for await (const item of feed) {
      if (item.what === 'added') {
        const json = { added: toJson(TimelineEntrySchema, item.entry) };
        out.answer(json, `${entryText(item.entry)}\n`);
      } else out.answer({ removed: item.postId }, `(${item.postId} is gone)\n`);
    }
    return exitCodes.interrupted;
  },
});
