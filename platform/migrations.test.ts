import t from 'tap';
import { type Applied, missingSteps, type Step } from './migrations.ts';

const posts: Step = { name: 'posts' };
const lateWrites: Step = { name: 'posts of late writes' };
const outbox: Step = { component: 'outbox', name: 'outbox' };
const outboxIndex: Step = { component: 'outbox', name: 'outbox by time' };
const applied = (...steps: Step[]): Applied[] => steps.map(({ name }, i) => ({ number: i + 1, name }));
const names = (...of: Parameters<typeof missingSteps>) =>
  missingSteps(...of).map(({ number, step }) => `${number} ${step.name}`);

t.test('a new store gets every step, in the order of the list', async (t) => {
  t.strictSame(names('db', [], [posts, outbox, lateWrites]), [
    '1 posts',
    '2 outbox',
    '3 posts of late writes',
  ]);
});

t.test('components of a store can gain steps at different times, in any order', async (t) => {
  t.strictSame(names('db', applied(posts, outbox), [outbox, outboxIndex, posts, lateWrites]), [
    '3 outbox by time',
    '4 posts of late writes',
  ]);
  t.strictSame(names('db', applied(posts, outbox, lateWrites), [posts, lateWrites, outbox, outboxIndex]), [
    '4 outbox by time',
  ]);
  t.strictSame(names('db', applied(posts, outbox, lateWrites), [outbox, posts, lateWrites]), []);
});

t.test('a step that is unknown, duplicated or inserted is refused', async (t) => {
  const refused =
    (steps: Step[], ...done: Step[]) =>
    () =>
      missingSteps('db', applied(...done), steps);
  t.throws(
    refused([posts], posts, lateWrites),
    /db is newer than this code.* step 2 \(posts of late writes\)/,
  );
  t.throws(refused([posts, { ...outbox, name: 'posts' }]), /two steps have the same name/);
  t.throws(refused([posts, lateWrites], lateWrites), /step posts comes before an applied step/);
});
