import t from 'tap';
import type { Dgraph, Variables } from '../dgraph/dgraph.ts';
import { dgraphOutbox } from './outbox-dgraph.ts';

/** Gives one answer for each query and records the variables. */
function answering(answers: object[]) {
  const asked: (Variables | undefined)[] = [];
  const read: Dgraph['read'] = (fn) =>
    fn(async <Answer extends object>(_: string, variables?: Variables) => {
      asked.push(variables);
      return answers.shift() as Answer;
    });
  return { asked, db: { read } as Partial<Dgraph> as Dgraph };
}

const event = { topic: 'follow', key: 'a', eventId: 'e', timeMs: 7, value: '' };

t.test(
  'a removed row that the index still lists is no event, and does not affect the position',
  async (t) => {
    const { asked, db } = answering([
      { rows: [{ position: '0x1' }, { position: '0x2', at: 5, ...event }, { position: '0x3' }] },
      { rows: [{ position: '0x1' }] },
      { ids: [{ uid: '0x1' }, { uid: '0x2', time: 7 }] },
    ]);
    const outbox = dgraphOutbox(db, 'graph.', Date.now);
    t.match(await outbox.next(10, []), [{ position: '0x2', eventId: 'e' }]);
    t.same(await outbox.next(10, []), []);
    t.same(await outbox.waiting([]), { records: 1, oldestTimeMs: 7 });
    t.ok(
      asked.every((variables) => Number.isInteger(Number(variables?.$from))),
      'the place is a number',
    );
  },
);

t.test('events delayed by an outage are found after it, and no query scans far back for long', async (t) => {
  const start = 1_000_000_000;
  let now = start;
  const { asked, db } = answering(Array.from({ length: 40 }, () => ({ rows: [] })));
  const outbox = dgraphOutbox(db, 'graph.', () => now);
  const lookAt = async (ms: number) => {
    now = ms;
    await outbox.next(10, []);
    return Number(asked.at(-1)?.$from) * 1_000;
  };
  for (let ms = start; ms <= start + 100_000; ms += 5_000) await lookAt(ms);
  t.ok((await lookAt(start + 105_000)) >= start, 'positions of minutes ago are not scanned again');
  const stoodStillMs = start + 105_000;
  // The outage lasted ten minutes. A transaction that was in progress commits just after the first query.
  await lookAt(start + 705_000);
  t.ok((await lookAt(start + 706_000)) <= stoodStillMs - 10_000);
  t.ok((await lookAt(start + 730_000)) <= stoodStillMs - 10_000);
});
