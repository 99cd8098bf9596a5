import { constants } from 'node:http2';
import type { Test } from 'tap';
import { until } from '../../testing/until.ts';
import { maxAboveFloor } from '../resume-point.ts';
import { openClient, openUnread } from './client.ts';
import type { StreamSubject, SubjectOptions } from './subject.ts';

const usual: SubjectOptions = { heartbeatMs: 200, slowReaderMs: 60_000 };
/** A heartbeat, on a busy machine. */
const withinMs = usual.heartbeatMs + 2_000;
/** More than the 64 KiB that are sent to a client that does not read. */
const largeBytes = 3_900;
const large = 60;

/** How streams end: with a reason that tells the client what to do. */
export function endSuite(t: Test, start: (t: Test, options: SubjectOptions) => Promise<StreamSubject>): void {
  const opened = async (t: Test, options: Partial<SubjectOptions> = {}) => {
    const subject = await start(t, { ...usual, ...options });
    const client = openClient(t, subject);
    await until('it to be open', () => client.heartbeats() > 0);
    return { subject, client };
  };

  t.test('a broken, forged or foreign token is refused', async (t) => {
    const { subject, client } = await opened(t);
    const token = client.resumeToken();
    await client.cut();
    for (const bad of ['x', `${token.slice(0, -2)}AA`, 'A'.repeat(500)]) {
      t.equal(await openClient(t, subject, bad).ended, 'RESUME_TOKEN_INVALID');
    }
    t.equal(await openClient(t, subject, token, 'another').ended, 'RESUME_TOKEN_INVALID');
    t.equal(await openClient(t, subject, 'A'.repeat(70_000)).ended, 'FIELD_INVALID');
  });

  t.test('a token from too long ago is too old: list again', async (t) => {
    const { subject, client } = await opened(t);
    await client.cut();
    await subject.add(maxAboveFloor + 1);
    await until('it to be too old', async () => {
      const late = openClient(t, subject, client.resumeToken());
      let reason: string | undefined;
      void late.ended.then((end) => {
        reason = end;
      });
      await until('an answer', () => reason !== undefined || late.positions.length > 0);
      await late.cut();
      return reason === 'RESUME_TOKEN_TOO_OLD';
    });
  });

  t.test('a stream ends within a heartbeat of sign-out', async (t) => {
    const { subject, client } = await opened(t);
    const startedMs = performance.now();
    await subject.endSession();
    t.equal(await client.ended, 'SESSION_REVOKED');
    t.ok(performance.now() - startedMs < withinMs);
    t.equal(await openClient(t, subject, client.resumeToken()).ended, 'SESSION_REVOKED');
  });

  t.test("a stream ends within a heartbeat of its access token's expiry", async (t) => {
    const { subject, client } = await opened(t);
    const startedMs = performance.now();
    subject.expireToken();
    t.equal(await client.ended, 'TOKEN_EXPIRED');
    t.ok(performance.now() - startedMs < withinMs);
  });

  t.test('a process that drains ends its streams, and they resume elsewhere without a gap', async (t) => {
    const { subject, client } = await opened(t);
    const before = await subject.add(2);
    await until('them to come', () => client.entries.length === before.length);
    const [, reason] = await Promise.all([subject.restart(), client.ended]);
    t.equal(reason, 'DRAINING');
    const after = await subject.add(2);
    const back = openClient(t, subject, client.resumeToken());
    await until('the rest to come', () => back.entries.length >= after.length);
    await until('a heartbeat after it', () => back.heartbeats() > 0);
    t.strictSame([...client.entries, ...back.entries].sort(), [...before, ...after].sort());
    await back.cut();
  });

  t.test('a reader that does not read costs no work, and disturbs nobody', async (t) => {
    const { subject, client } = await opened(t);
    const stuck = openUnread(t, subject, client.resumeToken());
    await until('the stream to be open', () => stuck.isOpen());
    const first = await subject.add(large, largeBytes);
    await until('the other reader to have it', () => client.entries.length === first.length);
    await client.cut();
    // Its windows are full: the server looks nothing up for it, however many entries arrive.
    const heartbeats = (count: number) => {
      const endMs = performance.now() + count * usual.heartbeatMs;
      return until(`${count} heartbeats to pass`, () => performance.now() > endMs);
    };
    await heartbeats(1);
    const before = subject.looks();
    await subject.add(large, largeBytes);
    await heartbeats(5);
    t.equal(subject.looks(), before);
  });

  t.test('a slow reader is informed, and is reset if even that is unread', async (t) => {
    const { subject, client } = await opened(t, { slowReaderMs: 300 });
    const token = client.resumeToken();
    await client.cut();
    const [informed, reset] = [openUnread(t, subject, token), openUnread(t, subject, token)];
    await until('the streams to be open', () => informed.isOpen() && reset.isOpen());
    const added = await subject.add(large, largeBytes);
    // The server looks nothing up for a reader whose windows are full.
    let last = { looks: -1, atMs: 0 };
    await until('both windows to be full until the limit passed', () => {
      const looks = subject.looks();
      if (looks !== last.looks) last = { looks, atMs: performance.now() };
      return performance.now() > last.atMs + 600;
    });
    // The end is behind unread messages; one client reads on, the other does not.
    informed.read();
    await until('the end to be read', () => informed.end() !== undefined);
    t.equal(informed.end()!.status, '8');
    t.match(informed.end()!.details, 'READER_TOO_SLOW');
    t.ok(informed.bytes() < large * largeBytes, `${informed.bytes()} bytes: the rest was never made`);
    await until('the unread stream to be reset', () => reset.isClosed());
    t.equal(reset.resetCode(), constants.NGHTTP2_CANCEL);
    const got: string[] = [];
    for (let from = token; got.length < large; ) {
      const back = openClient(t, subject, from);
      await until('entries to come to a reader who resumes', () => back.entries.length > 0);
      await back.cut();
      got.push(...back.entries);
      from = back.resumeToken();
    }
    t.strictSame(got.toSorted(), added.toSorted());
  });
}
