import t from 'tap';
import { settle } from '../testing/until.ts';
import { logCheckpoints } from './log-checkpoints.ts';

const limits = { copyAfter: 10, restartAfter: 100, rest: 5, restartAtLatest: 200 };

function checkpointed() {
  const copies: PromiseWithResolvers<boolean>[] = [];
  const checkpoints = logCheckpoints({
    limits,
    copy() {
      const copy = Promise.withResolvers<boolean>();
      copies.push(copy);
      return copy.promise;
    },
    failed() {},
  });
  return { checkpoints, copies };
}

t.test('a restart that copied less than all is tried again soon', (t) => {
  const { checkpoints } = checkpointed();
  checkpoints.grown(200);
  t.ok(checkpoints.isRestartDue());
  checkpoints.restartTried(false);
  t.notOk(checkpoints.isRestartDue());
  checkpoints.grown(205);
  t.ok(checkpoints.isRestartDue());
  checkpoints.restartTried(true);
  checkpoints.grown(3);
  checkpoints.grown(150);
  t.notOk(checkpoints.isRestartDue(), 'the log began anew');
  t.end();
});

t.test('at the latest length no copy begins, and the restart waits for the one in progress', async (t) => {
  const { checkpoints, copies } = checkpointed();
  checkpoints.grown(10);
  checkpoints.copy();
  checkpoints.grown(200);
  t.notOk(checkpoints.isRestartDue());
  copies[0]!.resolve(true);
  await checkpoints.drain();
  checkpoints.copy();
  t.equal(copies.length, 1);
  t.ok(checkpoints.isRestartDue());
});

t.test('a log of which the other thread copied nothing begins anew at the latest length', async (t) => {
  for (const isCopied of [true, false]) {
    const { checkpoints, copies } = checkpointed();
    checkpoints.grown(100);
    checkpoints.copy();
    copies[0]!.resolve(isCopied);
    await checkpoints.drain();
    await settle();
    t.equal(checkpoints.isRestartDue(), isCopied);
  }
});
