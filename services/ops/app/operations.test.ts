import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { operationMigrations, sqliteOperations } from '../../../platform/operations/sqlite.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import type { AppContext } from './context.ts';
import { resumeOperation, startReindex, stopOperation } from './operations.ts';

t.test(
  'a rebuild of an index is not resumed after a later one: it would end with a part of the posts',
  async (t) => {
    const db = openDatabase({ file: `${t.testdir()}/operations.db`, migrations: operationMigrations });
    t.teardown(() => db.close());
    const context = { operations: sqliteOperations(db, testClock()) } as unknown as AppContext;
    const [start, stop, resume] = [startReindex(context), stopOperation(context), resumeOperation(context)];
    const id = (n: number) => `${2_000_000_000_000_000_000n + BigInt(n)}`;
    const stopped = async (n: number, index: 'posts' | 'people') => {
      await start(id(n), 'operator', index);
      await stop(id(n));
    };
    await stopped(1, 'posts');
    for (let n = 2; n < 152; n++) await stopped(n, 'people');
    t.match(await resume(id(1)), { state: 'running' }, 'people are another index');
    await stop(id(1));
    await stopped(152, 'posts');
    for (let n = 153; n < 300; n++) await stopped(n, 'people');
    const replaced = domainErrorLike('CONFLICT', { field: 'operation_id', message: /later rebuild/ });
    await t.rejects(resume(id(1)), replaced);
    t.match(await resume(id(152)), { state: 'running' });
    await t.rejects(resume(id(1)), replaced, 'also while it runs');
    const { run } = (await context.operations.take(id(152)))!;
    await context.operations.save(id(152), run, { cursor: '', result: '', done: 1, total: 1, ended: true });
    await t.rejects(resume(id(1)), replaced, 'also when it is done');
    await t.rejects(resume(id(151)), replaced, 'people, too');
    await stopped(400, 'posts');
    t.match(await resume(id(152)), { state: 'succeeded' }, 'one that is done stays done');
    await t.rejects(resume('unknown'), domainErrorLike('NOT_FOUND'));
  },
);
