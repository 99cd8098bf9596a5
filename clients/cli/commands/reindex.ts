import { randomUUID } from 'node:crypto';
import { SearchIndex } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { StartReindexResponseSchema } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { command } from '../command.ts';
import { usageFault } from '../fault.ts';
import { showStarted } from './operations.ts';

const indexes = new Map([
  ['posts', SearchIndex.POSTS],
  ['users', SearchIndex.USERS],
]);

export const reindex = command({
  name: 'reindex',
  usage: 'posts | users [--follow]',
  summary:
    'build a search index again while it is searched; --follow goes on until it ends, with 1 unless it succeeded (operator)',
  examples: ['skein reindex posts --follow', 'skein reindex users'],
  options: { follow: { type: 'boolean' } },
  optionDocs: { follow: 'a line whenever it got further, until it ends' },
  words: [1, 1],
  async run(context, [word], { follow }) {
    const index = indexes.get(word!);
    if (index === undefined) throw usageFault('wanted is: skein reindex posts | users');
    const answer = await context.as(context.session()).ops.startReindex({ index, requestId: randomUUID() });
    return showStarted(context, StartReindexResponseSchema, answer, { follow: follow === true });
  },
});
