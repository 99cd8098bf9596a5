import type { Test } from 'tap';
import { until } from '../../testing/until.ts';
import { openClient } from './client.ts';
import type { StreamSubject, SubjectOptions } from './subject.ts';

const usual: SubjectOptions = { heartbeatMs: 200, slowReaderMs: 60_000 };
/** A busy machine may be late by this much. */
const latenessMs = 2_000;

/** The messages of a stream. */
export function lookSuite(
  t: Test,
  start: (t: Test, options: SubjectOptions) => Promise<StreamSubject>,
): void {
  t.test('a stream without a token starts now', async (t) => {
    const subject = await start(t, usual);
    await subject.add(2);
    const client = openClient(t, subject);
    await until('it to be open', () => client.heartbeats() > 0);
    const [id] = await subject.add(1);
    await until('what comes', () => client.entries.length > 0);
    t.strictSame(client.entries, [id]);
    await client.cut();
  });

  t.test('resumed from any of its messages a stream loses nothing and repeats nothing', async (t) => {
    const subject = await start(t, usual);
    const client = openClient(t, subject);
    await until('it to be open', () => client.heartbeats() > 0);
    const ids = await subject.add(3);
    const came = (count: number) => until(`${count} to come`, () => client.entries.length >= count);
    await came(3);
    const late = await subject.addLate();
    ids.push(...(await subject.add(2)));
    await came(5);
    await late.appear();
    ids.push(late.id);
    await came(6);
    await client.cut();
    t.strictSame([...client.entries].sort(), ids.toSorted(), 'also one that appears below others');
    ids.push(...(await subject.add(25)));

    const tokens = new Map(client.positions.map(({ resumeToken, count }) => [resumeToken, count]));
    t.ok(tokens.size >= 4);
    for (const [resumeToken, count] of tokens) {
      const again = openClient(t, subject, resumeToken);
      await until('the rest to come', () => count + again.entries.length >= ids.length);
      await until('a heartbeat after it', () => again.heartbeats() > 0);
      t.strictSame([...client.entries.slice(0, count), ...again.entries].sort(), ids.toSorted());
      await again.cut();
    }
  });

  t.test('heartbeats come on time, and each carries a token', async (t) => {
    const subject = await start(t, usual);
    const client = openClient(t, subject);
    await until('heartbeats', () => client.heartbeats() >= 5);
    await client.cut();
    const { positions } = client;
    const tookMs = positions.at(-1)!.atMs - positions[0]!.atMs;
    const gaps = positions.length - 1;
    t.ok(tookMs >= gaps * usual.heartbeatMs * 0.9, `${tookMs} ms: not more often`);
    t.ok(tookMs < gaps * usual.heartbeatMs + latenessMs, `${tookMs} ms: not less often`);
    const [id] = await subject.add(1);
    for (const { resumeToken } of positions) {
      const again = openClient(t, subject, resumeToken);
      await until('what came since', () => again.entries.length > 0);
      t.strictSame(again.entries, [id]);
      await again.cut();
    }
  });

  t.test('new entries are sent without waiting for a heartbeat', async (t) => {
    const subject = await start(t, { ...usual, heartbeatMs: 60_000 });
    const client = openClient(t, subject);
    await until('it to be open', () => client.heartbeats() > 0);
    const [id] = await subject.add(1);
    await until('it to come', () => client.entries.length > 0);
    t.strictSame(client.entries, [id]);
    await client.cut();
  });

  t.test('an entry with a lost hint is found within a heartbeat', async (t) => {
    const subject = await start(t, usual);
    subject.loseHints();
    const client = openClient(t, subject);
    await until('it to be open', () => client.heartbeats() > 0);
    const [id] = await subject.add(1);
    const addedMs = performance.now();
    await until('it to come', () => client.entries.length > 0);
    t.ok(performance.now() - addedMs < usual.heartbeatMs + latenessMs);
    t.strictSame(client.entries, [id]);
    await client.cut();
  });

  t.test(
    'removals are reported, and reported again to a reader that did not read the last message',
    async (t) => {
      const subject = await start(t, usual);
      const client = openClient(t, subject);
      await until('it to be open', () => client.heartbeats() > 0);
      const ids = await subject.add(4);
      await until('them to come', () => client.entries.length === ids.length);
      await client.cut();
      for (const id of ids.slice(0, 3)) await subject.remove(id);
      const back = openClient(t, subject, client.resumeToken());
      const reported = () => ids.filter((id) => back.removed.includes(id));
      await until('the removals to come', () => reported().length === 3);
      const unread = back.positions.at(-2)!.resumeToken;
      await subject.remove(ids[3]!);
      await until('that of one on this connection', () => reported().length === 4);
      await back.cut();
      const again = openClient(t, subject, unread);
      await until('the removals to come', () => ids.every((id) => again.removed.includes(id)));
      t.strictSame(again.entries, []);
      await again.cut();
    },
  );
}
