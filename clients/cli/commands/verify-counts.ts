import { randomUUID } from 'node:crypto';
import { CountSubject } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import { VerifyCountsResponseSchema } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { command } from '../command.ts';
import { usageFault } from '../fault.ts';
import { showStarted } from './operations.ts';

const subjects = new Map([
  [undefined, CountSubject.UNSPECIFIED],
  ['posts', CountSubject.POSTS],
  ['users', CountSubject.USERS],
]);

export const verifyCounts = command({
  name: 'verify-counts',
  usage: '[posts | users] [--repair] [--follow]',
  summary:
    'compare kept counts with the rows that they count; --follow goes on until it ends, with 1 unless it succeeded (operator)',
  examples: ['skein verify-counts --follow', 'skein verify-counts posts --repair'],
  options: { repair: { type: 'boolean' }, follow: { type: 'boolean' } },
  optionDocs: {
    repair: 'correct counts that differ',
    follow: 'a line whenever it got further, until it ends',
  },
  words: [0, 1],
  async run(context, [word], { repair, follow }) {
    const subject = subjects.get(word);
    if (subject === undefined) throw usageFault('wanted is: skein verify-counts [posts | users]');
    const request = { subject, repair: repair === true, requestId: randomUUID() };
    const answer = await context.as(context.session()).ops.verifyCounts(request);
    return showStarted(context, VerifyCountsResponseSchema, answer, { follow: follow === true });
  },
});
